import { deriveKeys, sampleSigningSecret } from './derive-keys';

const secret = 'a secret of this deployment, long enough';

test('the same secret gives the same keys at every start', () => {
  expect(deriveKeys(secret)).toEqual(deriveKeys(secret));
});

test('no two purposes and no two deployments share a key', () => {
  const keysOf = (s: string) => {
    const { identity, ...rest } = deriveKeys(s);
    return [identity.key, ...Object.values(rest)].map((key) => key.toString('hex'));
  };
  const all = [...keysOf(secret), ...keysOf(`${secret}!`)];
  expect(new Set(all).size).toBe(all.length);
  expect(all.every((hex) => hex.length === 64)).toBe(true);
});

test('a sample signing secret belongs to one source of one deployment', () => {
  const of = sampleSigningSecret;
  expect(of(secret, 'hotline-twilio')).toBe(of(secret, 'hotline-twilio'));
  expect(new Set([of(secret, 'a'), of(secret, 'b'), of(`${secret}!`, 'a')]).size).toBe(3);
});
