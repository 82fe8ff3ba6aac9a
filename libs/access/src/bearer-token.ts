import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 (hex) of a whole bearer token: all that is kept of it. 256 random bits need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A new API key: 256 random bits behind a prefix by which secret scanners and people recognise it. Shown once. */
export function newApiToken(): string {
  return `hbk_${randomBytes(32).toString('base64url')}`;
}

/** The token of an `Authorization: Bearer …` header (RFC 6750 section 2.1; the scheme in any case), or null. */
export function bearerToken(authorization: string | undefined): string | null {
  const match = /^bearer +([\w.~+/=-]+) *$/i.exec(authorization ?? '');
  return match?.[1] ?? null;
}
