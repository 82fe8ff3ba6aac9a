import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical-json';

/** What a checkpoint says. */
export interface CheckpointInput {
  /** From 1 without gaps. */
  number: number;
  /** ISO 8601 UTC with milliseconds. */
  sealedAt: string;
  /** All events sealed so far, this checkpoint included. */
  events: number;
  daysRoot: string;
  /** Root of the checkpoint before; `CHAIN_START` for the first. */
  previousRoot: string;
}

/** The same with its root and who vouches for it; `response.sealed` carries exactly this. */
export interface Checkpoint extends CheckpointInput {
  root: string;
  /** Ed25519 over the 32 bytes of the root, base64url. */
  signature: string;
  /** Fingerprint of the key: `ed25519:` and 16 hexadecimal digits. */
  keyId: string;
}

export interface SealingKeyPair {
  keyId: string;
  /** The 32 raw bytes, base64url. */
  publicKey: string;
  /** Signature of these bytes, 64 bytes. */
  sign(bytes: Buffer): Buffer;
}

/** Something that a checkpoint should say and does not. */
export interface CheckpointFault {
  what: 'checkpoint-root' | 'checkpoint-key' | 'checkpoint-signature';
  expected: string;
  found: string;
}

const KEY_BYTES = 32;
const FINGERPRINT_DIGITS = 16;
// RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo.
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The key pair that seals (Ed25519, RFC 8032) from its 32-byte seed: the same seed, the same pair. */
export function sealingKeyPair(seed: Buffer): SealingKeyPair {
  if (seed.length !== KEY_BYTES) throw new TypeError(`a sealing seed has ${KEY_BYTES} bytes`);
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(PUBLIC_PREFIX.length).toString('base64url');
  return { keyId: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, key) };
}

/** SHA-256 of the raw public key, 64 hexadecimal digits: what a person compares. @param publicKey base64url */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
}

/** The short name of a key: `ed25519:` and the first 16 digits of its fingerprint. @param publicKey base64url */
export function keyIdOf(publicKey: string): string {
  return `ed25519:${fingerprintOf(publicKey).slice(0, FINGERPRINT_DIGITS)}`;
}

/** The root of a checkpoint: SHA-256 over the canonical JSON of what it says. @returns 64 hexadecimal digits */
export function checkpointRoot({ number, sealedAt, events, daysRoot, previousRoot }: CheckpointInput): string {
  const said = canonicalJson({ number, sealedAt, events, daysRoot, previousRoot });
  return createHash('sha256').update(said).digest('hex');
}

/** The checkpoint with its root and signature. Ed25519 has no chance in it: the same input gives the same bytes. */
export function sealCheckpoint(input: CheckpointInput, signer: SealingKeyPair): Checkpoint {
  const { number, sealedAt, events, daysRoot, previousRoot } = input;
  const root = checkpointRoot(input);
  const signature = signer.sign(Buffer.from(root, 'hex')).toString('base64url');
  return { number, sealedAt, events, daysRoot, previousRoot, root, signature, keyId: signer.keyId };
}

/**
 * What is wrong with a checkpoint; empty when its root is that of what it says and the key signed it.
 * @param publicKey raw, base64url
 */
export function verifyCheckpoint(checkpoint: Checkpoint, publicKey: string): CheckpointFault[] {
  const faults: CheckpointFault[] = [];
  const root = checkpointRoot(checkpoint);
  if (root !== checkpoint.root) faults.push({ what: 'checkpoint-root', expected: root, found: checkpoint.root });
  const keyId = keyIdOf(publicKey);
  if (keyId !== checkpoint.keyId) faults.push({ what: 'checkpoint-key', expected: keyId, found: checkpoint.keyId });
  if (!signedBy(publicKey, root, checkpoint.signature))
    faults.push({
      what: 'checkpoint-signature',
      expected: `a signature of ${root} by ${keyId}`,
      found: checkpoint.signature,
    });
  return faults;
}

function signedBy(publicKey: string, root: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  const bytes = Buffer.from(signature, 'base64url');
  // Base64 has several spellings of the same bytes; only ours counts, so that no byte of a proof can change unseen.
  if (raw.length !== KEY_BYTES || raw.toString('base64url') !== publicKey) return false;
  if (bytes.toString('base64url') !== signature) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, raw]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(root, 'hex'), key, bytes);
  } catch {
    return false;
  }
}
