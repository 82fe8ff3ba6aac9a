import { z } from 'zod';

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  /** Some vendors write the number as a string. */
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/** What an OAuth answer gave. */
export interface OAuthToken {
  token: string;
  /** undefined when the vendor does not say for how long it holds. */
  seconds: number | undefined;
}

/** The token of an OAuth answer, or null. */
export function readOAuthToken(body: Buffer): OAuthToken | null {
  const answer = tokenSchema.safeParse(parsed(body));
  return answer.success ? { token: answer.data.access_token, seconds: answer.data.expires_in } : null;
}

const refusalSchema = z.looseObject({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/** The code word of an OAuth refusal (`invalid_client`), or null; the sentence beside it is never quoted. */
export function oAuthError(body: Buffer): string | null {
  const refusal = refusalSchema.safeParse(parsed(body));
  return refusal.success ? refusal.data.error : null;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
