import { bearerToken, hashToken, newApiToken } from './bearer-token';

test.each([
  ['Bearer abc', 'abc'],
  ['bearer  a.b-c_d~e+f/g== ', 'a.b-c_d~e+f/g=='],
  [undefined, null],
  ['', null],
  ['Bearer', null],
  ['Bearer a b', null],
  ['Basic abc', null],
])('of the header %j the token is %j', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});

test('a new key has a prefix, 256 random bits and a hash that says nothing of it', () => {
  const token = newApiToken();
  expect(token).toMatch(/^hbk_[\w-]{43}$/);
  expect(newApiToken()).not.toBe(token);
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  expect(bearerToken(`Bearer ${token}`)).toBe(token);
});
