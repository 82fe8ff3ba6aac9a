import { mergeBody, newApiKeyBody, signInBody, splitBody } from './http-shapes';

const identities = [
  { type: 'phone', hash: 'a' },
  { type: 'email', hash: 'b' },
];

test.each([
  ['a reason', mergeBody, { identities, reason: 'same\0person' }],
  ['an identity', splitBody, { identities: [{ type: 'phone', hash: 'a\0' }], reason: 'a family' }],
  ['a broken character', splitBody, { identities, reason: 'half \ud83d of an emoji' }],
  ['the name of a key', newApiKeyBody, { name: 'key\0', scopes: ['read'] }],
  ['a source of a key', newApiKeyBody, { name: 'key', scopes: ['read'], sourceIds: ['\0'] }],
  ['a name to sign in with', signInBody, { name: 'admin\0', password: 'secret' }],
])('%s that no database takes is refused by name', (...[, body, given]) => {
  const [fault] = body.safeParse(given).error?.issues ?? [];
  expect(fault?.message).toBe('expected text without NUL or broken characters');
});

test('emoji and words in any script are taken', () => {
  const reason = '同一個人 😀 one person';
  expect(mergeBody.parse({ identities, reason }).reason).toBe(reason);
});
