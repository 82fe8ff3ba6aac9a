import { createPrivateKey, sign, type KeyObject } from 'node:crypto';

/** A JSON web token to be signed: RS256 for service accounts of Google, ES256 for keys of App Store Connect. */
export interface JwtRequest {
  algorithm: 'RS256' | 'ES256';
  keyId?: string;
  claims: Record<string, string | number>;
  /** PEM; line ends may be written as `\n`, as they stand in the JSON file that Google hands out. */
  privateKey: string;
}

/** The compact token, or null when the private key is none of the kind that the algorithm needs. */
export function signJwt({ algorithm, keyId, claims, privateKey }: JwtRequest): string | null {
  const key = keyOf(privateKey);
  if (key?.asymmetricKeyType !== KEY_TYPES[algorithm]) return null;
  const header = { alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) };
  const signed = `${encoded(header)}.${encoded(claims)}`;
  // JWS wants the two numbers of an ECDSA signature side by side, not wrapped in DER as OpenSSL does; RSA ignores it.
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

const KEY_TYPES = { RS256: 'rsa', ES256: 'ec' } as const;

function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    return null;
  }
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
