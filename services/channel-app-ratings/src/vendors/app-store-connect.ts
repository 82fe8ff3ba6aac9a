import type { VendorAccess } from '@hearback/channel';
import { z } from 'zod';
import { readAccess } from './read-access';
import { signJwt } from '../domain/sign-jwt';

export const APP_STORE_CONNECT_URL = 'https://api.appstoreconnect.apple.com';

// Apple refuses tokens that live longer than twenty minutes.
const TOKEN_SECONDS = 900;

const accessSchema = z.object({
  settings: z.object({ appId: z.string().regex(/^\d+$/, 'expected the number of the app') }),
  credentials: z.object({ issuer: z.string().min(1), keyId: z.string().min(1), privateKey: z.string().min(1) }),
});

/** What a source of App Store Connect needs, with a token that was signed just now; nothing is asked for it. */
export type AppStoreAccess = { ok: true; appId: string; headers: Record<string, string> } | { ok: false; why: string };

export function signInToAppStore(given: VendorAccess, now: Date): AppStoreAccess {
  const access = readAccess(accessSchema, given);
  if (!access.ok) return access;
  const { issuer, keyId, privateKey } = access.value.credentials;
  const iat = Math.floor(now.getTime() / 1_000);
  const claims = { iss: issuer, iat, exp: iat + TOKEN_SECONDS, aud: 'appstoreconnect-v1' };
  const token = signJwt({ algorithm: 'ES256', keyId, claims, privateKey });
  if (token === null)
    return { ok: false, why: 'the source is set up wrong: credentials.privateKey: expected an EC key (PEM)' };
  return { ok: true, appId: access.value.settings.appId, headers: { authorization: `Bearer ${token}` } };
}
