import fc from 'fast-check';
import { sealCheckpoint, sealingKeyPair, verifyCheckpoint, type CheckpointInput } from './checkpoint';
import { CHAIN_START } from './event-hash';

const key = sealingKeyPair(Buffer.alloc(32, 7));
const input: CheckpointInput = {
  number: 1,
  sealedAt: '2026-02-16T08:00:00.000Z',
  events: 3,
  daysRoot: 'ab'.repeat(32),
  previousRoot: CHAIN_START,
};

test('a checkpoint has the same root and signature in every version of Hearback', () => {
  expect(sealCheckpoint(input, key)).toEqual({
    ...input,
    root: '960795397d3fee145ee0f77face68436d5a20f0bfa54a503eac3249a4a45bea5',
    signature: '966Rw7S7MhCgldpc5saphiWFvqZJ0rKYKXOXGPY6wksFTANLRXvO-XOyWFg1FsXy7uG8Utc7QOYV6m-QC4wDBw',
    keyId: 'ed25519:fe812c12f3ab4ce6',
  });
});

test('the key pair is that of RFC 8032, section 7.1, test 1', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const pair = sealingKeyPair(seed);
  expect(Buffer.from(pair.publicKey, 'base64url').toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
  expect(pair.sign(Buffer.alloc(0)).toString('hex')).toMatch(/^e5564300c360ac729086e2cc806e828a/);
});

test('a sealed checkpoint is without fault, and with another key the key and the signature are at fault', () => {
  const sealed = sealCheckpoint(input, key);
  const other = sealingKeyPair(Buffer.alloc(32, 8));
  expect(verifyCheckpoint(sealed, key.publicKey)).toEqual([]);
  expect(verifyCheckpoint(sealed, other.publicKey).map(({ what }) => what)).toEqual([
    'checkpoint-key',
    'checkpoint-signature',
  ]);
});

test('every change of a sealed checkpoint is found', () => {
  const sealed = sealCheckpoint(input, key);
  const names = Object.keys(sealed) as (keyof typeof sealed)[];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
      const changed = { ...sealed, [name]: otherValue(sealed[name], at) };
      expect(verifyCheckpoint(changed, key.publicKey)).not.toEqual([]);
    }),
  );
});

test('a seed of another length is refused', () => {
  expect(() => sealingKeyPair(Buffer.alloc(16))).toThrow('32 bytes');
});

function otherValue(value: string | number, at: number): string | number {
  if (typeof value === 'number') return value + 1 + at;
  const index = at % value.length;
  return value.slice(0, index) + (value[index] === '1' ? '2' : '1') + value.slice(index + 1);
}
