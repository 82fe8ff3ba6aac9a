import { readConsoleEnv } from './env';

test('addresses come from both forms, and a service that does not exist is named as a fault', () => {
  const env = readConsoleEnv({
    HEARBACK_SERVICE_URLS: '{"cases":"http://10.0.0.7:8301","directory":"http://10.0.0.7:8305"}',
    SERVICE_URL_DIRECTORY: 'http://10.0.0.8:8305',
  });
  expect([env.PORT, env.addresses.cases, env.addresses.directory]).toEqual([
    8080,
    'http://10.0.0.7:8301',
    'http://10.0.0.8:8305',
  ]);
  expect(() => readConsoleEnv({ HEARBACK_SERVICE_URLS: '{"casess":"http://x"}' })).toThrow(/HEARBACK_SERVICE_URLS/);
  expect(() => readConsoleEnv({ SERVICE_URL_CASES: 'ftp://x' })).toThrow(/SERVICE_URL_CASES/);
});
