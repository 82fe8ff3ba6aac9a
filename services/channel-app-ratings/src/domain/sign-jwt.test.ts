import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { signJwt } from './sign-jwt';

const rsa = pem(generateKeyPairSync('rsa', { modulusLength: 2_048 }));
const ec = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }));

function pem({ privateKey, publicKey }: KeyPairKeyObjectResult) {
  return {
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
  };
}
const claims = { iss: 'hearback', iat: 1_772_326_800, exp: 4_102_444_800 };

test.each([
  ['RS256', rsa],
  ['ES256', ec],
] as const)(
  'a token signed with %s is verified by a library of others',
  async (algorithm, { privateKey, publicKey }) => {
    const token = signJwt({ algorithm, keyId: 'K1', claims, privateKey })!;
    const verified = await jwtVerify(token, await importSPKI(publicKey, algorithm));
    expect([verified.protectedHeader, verified.payload]).toEqual([{ alg: algorithm, typ: 'JWT', kid: 'K1' }, claims]);
  },
);

test('a key whose line ends are written out is read too', () => {
  expect(signJwt({ algorithm: 'ES256', claims, privateKey: ec.privateKey.replaceAll('\n', '\\n') })).not.toBeNull();
});

test.each([
  ['no key', 'secret'],
  ['a public key', ec.publicKey],
  ['a key of another kind', rsa.privateKey],
])('%s signs nothing', (_name, privateKey) => {
  expect(signJwt({ algorithm: 'ES256', claims, privateKey })).toBeNull();
});
