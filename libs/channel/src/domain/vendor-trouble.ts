import type { Polled, VendorAnswer } from '../poller';

type Trouble = Exclude<Polled, { kind: 'page' }>;

const DEFAULT_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3_600;

/**
 * What an answer that brings nothing means: too fast and out of order pass by themselves, everything else needs a person.
 * undefined for an answer that brings something. Never quotes the vendor's words.
 */
export function vendorTrouble(answer: VendorAnswer, now: Date): Trouble | undefined {
  const { status } = answer;
  if (status === 429) return { kind: 'wait', seconds: waitOf(answer, now), why: 'too many questions for this vendor' };
  if (status >= 500) return { kind: 'wait', seconds: waitOf(answer, now), why: `the vendor answered ${status}` };
  if (status === 401 || status === 403)
    return { kind: 'failed', why: `the vendor refuses the credentials (${status})` };
  return status >= 400 ? { kind: 'failed', why: `the vendor answered ${status}` } : undefined;
}

/** Whether the vendor says that the next question would be one too many. */
export function isExhausted({ headers }: VendorAnswer): boolean {
  return (headers['x-ratelimit-remaining'] ?? headers['x-rate-limit-remaining']) === '0';
}

function waitOf(answer: VendorAnswer, now: Date): number {
  return saidWait(answer.headers, now) ?? DEFAULT_WAIT_SECONDS;
}

/**
 * The seconds a vendor asks to wait: `Retry-After` in seconds or as a date, else when its limit begins anew, as a date or in
 * seconds since 1970; undefined when it says nothing.
 */
export function saidWait(headers: VendorAnswer['headers'], now: Date): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined && /^\d+$/.test(after)) return within(Number(after));
  const reset = after ?? headers['x-ratelimit-reset'] ?? headers['x-rate-limit-reset'];
  const at = reset === undefined ? NaN : /^\d+$/.test(reset) ? Number(reset) * 1_000 : Date.parse(reset);
  return Number.isNaN(at) ? undefined : within(Math.ceil((at - now.getTime()) / 1_000));
}

function within(seconds: number): number {
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
}
