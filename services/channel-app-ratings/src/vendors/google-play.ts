import { readOAuthToken, type VendorAccess, type VendorHttp } from '@hearback/channel';
import { z } from 'zod';
import { readAccess } from './read-access';
import { signJwt } from '../domain/sign-jwt';
import { troubleOf, type Trouble } from './vendor-trouble';

/** One host for tokens and reviews, so that one base address and one opening in a firewall suffice. */
export const GOOGLE_URL = 'https://www.googleapis.com';

const TOKEN_PATH = '/oauth2/v4/token';
const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const accessSchema = z.object({
  settings: z.object({ packageName: z.string().min(1) }),
  credentials: z.object({ clientEmail: z.string().min(1), privateKey: z.string().min(1) }),
});

/** What may be asked of Google Play now. */
export type GooglePlay =
  { ok: true; appPath: string; headers: Record<string, string> } | { ok: false; trouble: Trouble };

/**
 * Signs in as the service account. A token is taken for every call and kept nowhere: the cursor lies in plain on Kafka, and
 * a call every few minutes is far below every quota.
 * @throws VendorUnreachable as `http` does
 */
export async function signInToGoogle(io: { access: VendorAccess; http: VendorHttp; now: Date }): Promise<GooglePlay> {
  const access = readAccess(accessSchema, io.access);
  if (!access.ok) return failed(access.why);
  const { settings, credentials } = access.value;
  const assertion = assertionOf(credentials, io.now);
  if (assertion === null)
    return failed('the source is set up wrong: credentials.privateKey: expected an RSA key (PEM)');
  const answer = await io.http.request({
    method: 'POST',
    path: TOKEN_PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: GRANT, assertion }).toString(),
  });
  const trouble = troubleOf(answer, io.now);
  if (trouble) return { ok: false, trouble: { ...trouble, why: `the sign-in ${trouble.why}` } };
  const signedIn = readOAuthToken(answer.body);
  if (signedIn === null) return failed('the sign-in answered without a token');
  const appPath = `/androidpublisher/v3/applications/${encodeURIComponent(settings.packageName)}`;
  return { ok: true, appPath, headers: { authorization: `Bearer ${signedIn.token}` } };
}

function assertionOf({ clientEmail, privateKey }: { clientEmail: string; privateKey: string }, now: Date) {
  const iat = Math.floor(now.getTime() / 1_000);
  // The audience is the vendor's name for itself, whatever address a test or a proxy puts in its place.
  const claims = { iss: clientEmail, scope: SCOPE, aud: `${GOOGLE_URL}${TOKEN_PATH}`, iat, exp: iat + 3_600 };
  return signJwt({ algorithm: 'RS256', claims, privateKey });
}

function failed(why: string): GooglePlay {
  return { ok: false, trouble: { kind: 'failed', why, status: 0 } };
}
