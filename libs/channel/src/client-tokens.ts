import { createHash } from 'node:crypto';
import { oAuthError, readOAuthToken } from './domain/oauth-token';
import { vendorTrouble } from './domain/vendor-trouble';
import type { Polled, VendorAnswer, VendorHttp } from './poller';

type Trouble = Exclude<Polled, { kind: 'page' }>;

/** Who signs in with OAuth client credentials (RFC 6749, 4.4), and where. */
export interface OAuthClient {
  login: VendorHttp;
  /** Path of the token below the address of the sign-in. */
  path: string;
  clientId: string;
  clientSecret: string;
}

/** What a question with a token came to: the vendor's answer, or why there was no token. */
export type TokenAsked = { ok: true; answer: VendorAnswer } | { ok: false; trouble: Trouble };

/** Tokens by OAuth client credentials, in the memory of this process alone: cursors lie in plain on Kafka. */
export interface ClientTokens {
  /**
   * Asks with a token that holds: the kept one, else a new one. A kept one that the vendor refuses (401) is replaced once and
   * the question asked again, so `question` must be one that may be asked twice.
   * @throws VendorUnreachable as `question` and `login` do
   */
  ask(client: OAuthClient, now: Date, question: (token: string) => Promise<VendorAnswer>): Promise<TokenAsked>;
}

/** Shortly before a token expires it is given up, so that none expires on its way. */
const EARLY_MS = 60_000;
/** Of a vendor that does not say how long a token holds; one that ends earlier is noticed by its 401. */
const UNTOLD_SECONDS = 600;

interface Kept {
  token: string;
  untilMs: number;
}

export function clientTokens(): ClientTokens {
  const kept = new Map<string, Kept>();
  const renew = async (client: OAuthClient, now: Date): Promise<{ token: string } | { trouble: Trouble }> => {
    const gained = await signIn(client, now);
    if ('trouble' in gained) return gained;
    for (const [key, { untilMs }] of kept) if (untilMs <= now.getTime()) kept.delete(key);
    kept.set(keyOf(client), { token: gained.token, untilMs: now.getTime() + gained.seconds * 1_000 - EARLY_MS });
    return gained;
  };
  return {
    ask: async (client, now, question) => {
      const held = kept.get(keyOf(client));
      if (held && held.untilMs > now.getTime()) {
        const answer = await question(held.token);
        if (answer.status !== 401) return { ok: true, answer };
        kept.delete(keyOf(client));
      }
      const gained = await renew(client, now);
      return 'trouble' in gained ? { ok: false, ...gained } : { ok: true, answer: await question(gained.token) };
    },
  };
}

async function signIn(
  client: OAuthClient,
  now: Date,
): Promise<{ token: string; seconds: number } | { trouble: Trouble }> {
  const { login, path, clientId, clientSecret } = client;
  const answer = await login.request({
    method: 'POST',
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  });
  const trouble = vendorTrouble(answer, now);
  if (trouble) return { trouble: { ...trouble, why: `the sign-in: ${trouble.why}${codeOf(answer)}` } };
  const gained = readOAuthToken(answer.body);
  if (!gained) return { trouble: { kind: 'failed', why: 'the sign-in answered without a token' } };
  return { token: gained.token, seconds: gained.seconds ?? UNTOLD_SECONDS };
}

function codeOf({ status, body }: VendorAnswer): string {
  const code = status < 500 ? oAuthError(body) : null;
  return code === null ? '' : `: ${code}`;
}

// A hash, so that the secret stands nowhere a second time; the token of a rotated secret is not the old one's.
function keyOf({ path, clientId, clientSecret }: OAuthClient): string {
  return createHash('sha256')
    .update(JSON.stringify([path, clientId, clientSecret]))
    .digest('base64url');
}
