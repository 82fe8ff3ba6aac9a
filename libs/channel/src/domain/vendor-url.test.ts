import fc from 'fast-check';
import { vendorUrl, vendorUrlAmong } from './vendor-url';

const BASE = 'https://api.vendor.example/v3';
const urlOf = (path: string, base = BASE, allowPlainHttp = false) => {
  const result = vendorUrl(base, path, { allowPlainHttp });
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
      const result = vendorUrl(BASE, path, { allowPlainHttp: true });
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
  const result = vendorUrlAmong([BASE, 'https://words.vendor.example'], path, { allowPlainHttp: false });
  expect(result.ok ? result.url.href : result.why).toBe(expected);
});
