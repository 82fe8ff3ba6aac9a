import { systemAddress } from './system-address';

test.each([
  ['localhost:8080', 'http://localhost:8080'],
  ['127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['localhost', 'http://localhost'],
  ['bank.example', 'https://bank.example'],
  ['localhost.bank.example', 'https://localhost.bank.example'],
  ['http://gateway.bank.example/feedback//', 'http://gateway.bank.example/feedback'],
  ['https://银行.example', 'https://银行.example'],
])('%s is %s', (given, address) => {
  expect(systemAddress(given)).toBe(address);
});

test.each(['', 'ftp://bank.example', 'https://', 'https:///path', 'bank example', 'http://bank.example:99999'])(
  '%j is no address of a system',
  (given) => {
    expect(systemAddress(given)).toBeNull();
  },
);
