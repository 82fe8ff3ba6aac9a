import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
// NIST SP 800-38D: 96 random bits per message, the full 128-bit tag.
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and authenticates: base64url of iv, tag and ciphertext. The same text is sealed differently each time. */
export function seal(key: Buffer, plain: string | Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

/**
 * Opens what `seal` closed.
 * @throws Error when the key is another one or a single bit was changed; the message holds nothing of the content
 */
export function unseal(key: Buffer, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new Error('a sealed value could not be opened: another key, or it was changed', { cause });
  }
}
