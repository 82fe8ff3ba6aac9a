import fc from 'fast-check';
import { NO_INNER_HOSTS, outboundEnv } from '@hearback/config';
import { proxyUrl, vendorUrl, vendorUrlAmong } from './vendor-url';

const BASE = 'https://api.vendor.example/v3';
const LOOPBACK = outboundEnv.parse({ ALLOW_PRIVATE_ADDRESSES: '127.0.0.1,::1' }).ALLOW_PRIVATE_ADDRESSES;
const urlOf = (path: string, base = BASE, allowPlainHttp = false) => {
  const result = vendorUrl(base, path, { allowPlainHttp, inner: LOOPBACK });
  return result.ok ? result.url.href : result.why;
};
const ELSEWHERE = 'the address is not below the base address';

test.each([
  ['reviews?token=a', 'https://api.vendor.example/v3/reviews?token=a'],
  ['/reviews', 'https://api.vendor.example/v3/reviews'],
  ['', 'https://api.vendor.example/v3/'],
  ['https://api.vendor.example/v3/reviews?page=2', 'https://api.vendor.example/v3/reviews?page=2'],
  ['https://api.vendor.example/v3', 'https://api.vendor.example/v3'],
  ['https://elsewhere.example/v3/reviews', ELSEWHERE],
  ['https://api.vendor.example.evil.example/v3/', ELSEWHERE],
  ['http://api.vendor.example/v3/reviews', ELSEWHERE],
  ['https://api.vendor.example/v30/reviews', ELSEWHERE],
  ['https://api.vendor.example/admin', ELSEWHERE],
  ['../admin', ELSEWHERE],
  ['%2e%2e/admin', ELSEWHERE],
  ['file:///etc/passwd', ELSEWHERE],
])('%j after the base address is %s', (path, expected) => expect(urlOf(path)).toBe(expected));

test.each([
  ['http://vendor.example', false, 'the base address is not HTTPS'],
  ['http://vendor.example', true, 'http://vendor.example/a'],
  ['http://127.0.0.1:9', false, 'http://127.0.0.1:9/a'],
  ['http://[::1]:9', false, 'http://[::1]:9/a'],
  ['http://localhost:9/x', false, 'http://localhost:9/x/a'],
  ['http://127.0.0.1.evil.example', false, 'the base address is not HTTPS'],
  ['ftp://vendor.example', true, 'the base address is no HTTP address'],
  ['vendor', true, 'the base address is no HTTP address'],
  ['https://a:b@vendor.example', true, 'the base address holds a password'],
])('from the base address %s (plain HTTP allowed: %s): %s', (base, allowed, expected) =>
  expect(urlOf('a', base, allowed)).toBe(expected),
);

test('whatever a vendor names as its next page, nothing leaves the base address', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webPath()), (path) => {
      const result = vendorUrl(BASE, path, { allowPlainHttp: true, inner: NO_INNER_HOSTS });
      return !result.ok || result.url.href.startsWith(BASE);
    }),
  );
});

test.each([
  ['list', 'https://api.vendor.example/v3/list'],
  ['https://words.vendor.example/list', 'https://words.vendor.example/list'],
  ['https://words.vendor.example.evil.example/list', ELSEWHERE],
  ['https://elsewhere.example/list', ELSEWHERE],
])('of a vendor with two addresses, %j is %s', (path, expected) => {
  const result = vendorUrlAmong([BASE, 'https://words.vendor.example'], path, {
    allowPlainHttp: false,
    inner: NO_INNER_HOSTS,
  });
  expect(result.ok ? result.url.href : result.why).toBe(expected);
});

const addressesAt = (host: string) => [`https://${host}`, `http://${host}:8080/x`];
const INNER = expect.stringContaining('leads to this machine or a private network; expected a public address');

test.each([
  '127.0.0.1',
  '2130706433',
  '0x7f.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '169.254.169.254',
  'localhost',
  '10.0.0.7',
])('neither a base address nor a proxy may be %s unless an operator allows it', (host) => {
  const allowed = { allowPlainHttp: true, inner: NO_INNER_HOSTS };
  const judged = (at: string) => [vendorUrl(at, 'a', allowed), proxyUrl(at, allowed)];
  for (const at of addressesAt(host))
    for (const refused of judged(at)) expect(refused).toEqual({ ok: false, why: INNER });
});

test('a proxy is an HTTP address', () => {
  const allowed = { inner: LOOPBACK };
  expect(proxyUrl('proxy.bank.example:3128', allowed)).toEqual({ ok: false, why: 'the proxy is no HTTP address' });
  expect(proxyUrl('http://a:b@127.0.0.1:3128', allowed).ok).toBe(true);
});
