import { addressGroup, clientAddress, isProxyList, trustedProxies } from './client-address';

const trusted = trustedProxies('10.0.0.0/8, 2001:db8::1');

test.each([
  ['a stranger is who the socket says, whatever they claim', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['behind a front door the nearest stranger counts', '10.1.2.3', '6.6.6.6, 198.51.100.1, 10.9.9.9', '198.51.100.1'],
  ['an IPv4 address on an IPv6 socket is the same', '::ffff:10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['a proxy may write ports', '10.1.2.3', '198.51.100.1:4711, 10.9.9.9:80', '198.51.100.1'],
  ['behind addresses of IPv6 too', '10.1.2.3', '[2001:db8:7::9]:4711', '2001:db8:7::9'],
  ['nonsense in the header is not believed', '10.1.2.3', 'unknown', '10.1.2.3'],
  ['a front door that says nothing is the visitor', '2001:db8::1', undefined, '2001:db8::1'],
  ['no socket, no address', undefined, '198.51.100.1', ''],
])('%s', (_name, ...[socket, forwarded, address]) => {
  expect(clientAddress(socket, forwarded, trusted)).toBe(address);
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:0DB8:1:2::7', '2001:db8:1:2::/64'],
  ['2001:db8::7', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s counts as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test.each([
  ['', true],
  ['10.0.0.0/8,::1', true],
  ['10.0.0.0/33', false],
  ['proxy.example', false],
  ['10.0.0.1/', false],
])('as a list of proxies "%s" is taken: %s', (list, taken) => {
  expect(isProxyList(list)).toBe(taken);
});
