import type { ApiKeyScope } from '@hearback/contracts';
import { API_KEY_SCOPES } from '@hearback/contracts';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** What a session token says of a person; enough to authorise a request without asking the directory. */
export interface SessionClaims {
  userId: string;
  name: string;
  scopes: ApiKeyScope[];
}

const ISSUER = 'hearback-directory';
const ALGORITHM = 'HS256';

const payloadSchema = z.object({ sub: z.string().min(1), name: z.string(), scopes: z.array(z.enum(API_KEY_SCOPES)) });

/** A session token (JWT, HS256 by `Keys.session`), valid until `expiresAt`. Only the directory signs them. */
export function signSession(
  key: Buffer,
  claims: SessionClaims,
  times: { issuedAt: Date; expiresAt: Date },
): Promise<string> {
  return new SignJWT({ name: claims.name, scopes: claims.scopes })
    .setProtectedHeader({ alg: ALGORITHM })
    .setIssuer(ISSUER)
    .setSubject(claims.userId)
    .setIssuedAt(times.issuedAt)
    .setExpirationTime(times.expiresAt)
    .sign(key);
}

/** The claims of a session token, or null when it is none, was signed by another deployment, or has run out. */
export async function verifySession(key: Buffer, token: string, now: Date): Promise<SessionClaims | null> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: now });
    const { sub, name, scopes } = payloadSchema.parse(payload);
    return { userId: sub, name, scopes };
  } catch {
    return null;
  }
}
