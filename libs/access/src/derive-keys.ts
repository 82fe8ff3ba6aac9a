import { hkdfSync } from 'node:crypto';

/** Every key of a deployment; all come from the one HEARBACK_SECRET and never leave the process. 256 bits each. */
export interface Keys {
  /** For the keyed hashes of customers' identities. `version` goes beside each hash, so that a later key can be told apart. */
  identity: { version: number; key: Buffer };
  /** Seals contact data before it reaches Kafka. */
  contacts: Buffer;
  /** Seals the original bytes of what was refused or repaired. */
  originals: Buffer;
  /** Seals the vendors' signing secrets on their way from the directory to the channel services. */
  secrets: Buffer;
  /** Signs the session tokens of people. */
  session: Buffer;
  /** Signs the tokens of hosted forms. */
  forms: Buffer;
  /** Seed of the Ed25519 key that signs the checkpoints of the response tracker (`sealingKeyPair` of `@hearback/proof`). */
  sealing: Buffer;
}

const KEY_BYTES = 32;
// Fixed for ever: another salt would make every stored hash and sealed value unreadable.
const SALT = 'hearback/keys/v1';

/** The keys of a deployment (HKDF-SHA-256, RFC 5869): the same secret gives the same keys in every service and at every start. */
export function deriveKeys(secret: string): Keys {
  return {
    identity: { version: 1, key: derive(secret, 'identity') },
    contacts: derive(secret, 'contacts'),
    originals: derive(secret, 'originals'),
    secrets: derive(secret, 'secrets'),
    session: derive(secret, 'session'),
    forms: derive(secret, 'forms'),
    sealing: derive(secret, 'sealing'),
  };
}

/**
 * The signing secret of a source that came with the product and that no vendor has given one yet: the sample sender and
 * the tests compute the same one. A source of a real vendor carries that vendor's own secret instead.
 */
export function sampleSigningSecret(secret: string, sourceId: string): string {
  return derive(secret, `sample-signing/${sourceId}`).toString('base64url');
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, SALT, purpose, KEY_BYTES));
}
