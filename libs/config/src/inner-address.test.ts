import { innerHosts, isInnerAddress, isInnerHost, isInnerHostList, NO_INNER_HOSTS } from './inner-address';

const hostOf = (host: string) => new URL(`https://${host}/`).hostname;

test.each([
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', '127.0.0.1', '127.1', '127.0.0.1.', '127.255.255.254'],
  ...[
    '2130706433',
    '017700000001',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '１２７.0.0.1',
    '127。0。0。1',
    '%31%32%37.1',
  ],
  ...['0.0.0.0', '0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '169.254.169.254'],
  ...['0xa9fea9fe', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
  ...[
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:10.0.0.1]',
    '[::127.0.0.1]',
  ],
  ...['[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::1]', '[2002:7f00:1::]'],
  ...['[fe80::1]', '[fd00:ec2::254]', '[fc00::1]', '[fec0::1]', '[ff02::1]', '[2001::1]', '[2001:db8::1]', '[100::1]'],
])('%s is inner, however it is written', (host) => expect(isInnerHost(hostOf(host), NO_INNER_HOSTS)).toBe(true));

test.each([
  ...[
    'api.vendor.example',
    'localhost.example',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '11.0.0.1',
    '[2606:4700::1111]',
  ],
  ...['[64:ff9b::8.8.8.8]', '100.128.0.1', '169.253.0.1', '192.169.0.1', '127.0.0.1.nip.example'],
])('%s is not inner by what is written there', (host) => expect(isInnerHost(hostOf(host), NO_INNER_HOSTS)).toBe(false));

test('an address with a zone, and what is no address, is inner', () =>
  expect(['fe80::1%eth0', '', 'elsewhere'].map(isInnerAddress)).toEqual([true, true, true]));

test.each([
  ['10.2.0.0/16', '10.2.3.4', false],
  ['10.2.0.0/16', '10.3.3.4', true],
  ['127.0.0.1', 'localhost', false],
  ['127.0.0.1', '[::1]', true],
  ['::1', '[::1]', false],
  ['fd00::/8', '[fd12::1]', false],
  ['gateway.bank.example, localhost', 'localhost', false],
  ['gateway.bank.example', '127.0.0.1', true],
])('where an operator allows %s, that %s is inner is %s', (list, host, expected) =>
  expect(isInnerHost(hostOf(host), innerHosts(list))).toBe(expected),
);

test.each([
  ['', true],
  ['127.0.0.1, ::1,10.0.0.0/8 ,gateway.bank.example,vendor', true],
  ['10.0.0.0/33', false],
  ['300.0.0.1', false],
  ['https://gateway.bank.example', false],
  ['gateway.bank.example:8443', false],
  ['*', false],
  ['10.0.0.1 10.0.0.2', false],
])('that the list %j is understood is %s', (list, expected) => expect(isInnerHostList(list)).toBe(expected));
