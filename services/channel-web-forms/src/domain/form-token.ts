import { createHmac, timingSafeEqual } from 'node:crypto';

/** Says when a form was shown, for which source, and which of its posts are the same one. */
export interface FormToken {
  nonce: string;
  issuedAt: Date;
}

export type TokenVerdict =
  | { kind: 'good'; nonce: string }
  /** Nobody reads and writes so fast. */
  | { kind: 'too-fast' }
  /** Signed by us, but long ago. */
  | { kind: 'expired'; nonce: string }
  /** Not signed by us for this source. */
  | { kind: 'forged' };

/** A person needs longer to read a form and write a sentence. */
export const FASTEST_MS = 2_000;
const LONGEST_MS = 86_400_000;

/** The token that goes with a form, hidden; it needs no memory, so any replica may read it. */
export function signFormToken({ nonce, issuedAt }: FormToken, sourceId: string, key: Buffer): string {
  const said = `${nonce}.${issuedAt.getTime().toString(36)}`;
  return `${said}.${macOf(said, sourceId, key)}`;
}

/** What a token that came back is worth. */
export function judgeFormToken(
  token: string,
  { sourceId, key, now }: { sourceId: string; key: Buffer; now: Date },
): TokenVerdict {
  const [nonce, issued, mac, ...more] = token.split('.');
  if (!nonce || !issued || !mac || more.length > 0) return { kind: 'forged' };
  if (!same(mac, macOf(`${nonce}.${issued}`, sourceId, key))) return { kind: 'forged' };
  const ageMs = now.getTime() - parseInt(issued, 36);
  if (ageMs < FASTEST_MS) return { kind: 'too-fast' };
  return { kind: ageMs > LONGEST_MS ? 'expired' : 'good', nonce };
}

// The nonce and the time are ours and hold no dot; the id comes last, so that it may hold anything.
function macOf(said: string, sourceId: string, key: Buffer): string {
  return createHmac('sha256', key).update(`form.${said}.${sourceId}`).digest('base64url');
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
