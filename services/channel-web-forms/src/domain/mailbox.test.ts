import { mailAddress, readMailbox } from './mailbox';

test.each([
  ['wang@example.com', 'wang@example.com'],
  [' Wang.Fang+bank@Example.COM ', 'Wang.Fang+bank@example.com'],
  ['wang@例子.example', 'wang@xn--fsqu00a.example'],
])('%s can be written to', (given, address) => {
  expect(mailAddress(given)).toBe(address);
});

test.each([
  [''],
  ['wang'],
  ['@example.com'],
  ['wang@localhost'],
  ['wang@127.0.0.1'],
  ['wang@[127.0.0.1]'],
  ['wang@example..com'],
  ['wang@-example.com'],
  ['wang fang@example.com'],
  ['"wang"@example.com'],
  ['wang@example.com,li@example.com'],
  ['wang@example.com>,<li@example.com'],
  ['wang@example.com\r\nRCPT TO:<li@example.com>'],
  ['wang@example.com\n'],
  ['wang\u2028@example.com'],
  ['王芳@example.com'],
  [`${'w'.repeat(65)}@example.com`],
  [`wang@${'a.'.repeat(130)}com`],
])('%j cannot be written to', (given) => {
  expect(mailAddress(given)).toBeNull();
});

test.each([
  ['service@bank.example', { address: 'service@bank.example' }],
  ['示例银行 <service@bank.example>', { name: '示例银行', address: 'service@bank.example' }],
  ['"Bank, Example" <service@bank.example>', { name: 'Bank, Example', address: 'service@bank.example' }],
  ['<service@bank.example>', { address: 'service@bank.example' }],
  ['示例银行\r\nBcc: x@example.com <service@bank.example>', null],
  ['a <b> <service@bank.example>', null],
  ['示例银行 <service>', null],
])('a sender is written as %j', (given, mailbox) => {
  expect(readMailbox(given)).toEqual(mailbox);
});
