import { planPorts } from './plan-ports';
import { localEnvText, sharedEnvironment, type SystemFacts } from './service-environment';

const planned = planPorts({ HEARBACK_PORT_OFFSET: '1000' });
if (!planned.ok) throw new Error(planned.message);

const facts: SystemFacts = {
  kafkaBrokers: '127.0.0.1:9092',
  databaseUrl: 'postgresql://hearback:p@127.0.0.1:5432/hearback',
  redisUrl: 'redis://127.0.0.1:6379',
  secret: 's'.repeat(64),
  adminPassword: 'a password',
  apiKey: 'hb_key',
  ports: planned.ports.services,
  localEnvFile: '/checkout/.hearback/local.env',
};

test('settings of the terminal pass through, but never its PORT', () => {
  expect(sharedEnvironment({ PORT: '3000', LOG_LEVEL: 'debug' }, facts)).toEqual({
    LOG_LEVEL: 'debug',
    KAFKA_BROKERS: '127.0.0.1:9092',
    DATABASE_URL: 'postgresql://hearback:p@127.0.0.1:5432/hearback',
    REDIS_URL: 'redis://127.0.0.1:6379',
    HEARBACK_SECRET: 's'.repeat(64),
    HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: 'a password',
    HEARBACK_BOOTSTRAP_API_KEY: 'hb_key',
    HEARBACK_LOCAL_ENV: '/checkout/.hearback/local.env',
    HEARBACK_SERVICE_URLS: expect.stringMatching(/^\{"channel-hotline":"http:\/\/127\.0\.0\.1:9101".*\}$/),
  });
});

test('the file for the command line holds the key and addresses, and neither secret nor password of a person', () => {
  const text = localEnvText(facts);
  expect(text).toMatch(/^HEARBACK_API_KEY=hb_key\n/);
  expect(text).toMatch(/^HEARBACK_URL_CHANNEL_WEB_FORMS=http:\/\/127\.0\.0\.1:9103$/m);
  expect(text).not.toMatch(/ssss|a password/);
});
