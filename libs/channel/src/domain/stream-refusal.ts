import type { VendorAnswer } from '../poller';
import type { StreamFraming } from '../vendor-stream';
import type { StreamEnd } from './stream-schedule';
import { saidWait } from './vendor-trouble';

/** 420 is what servers said before there was 429. */
const TOO_MANY = [429, 420];
const WRONG_CREDENTIALS = [401, 403];

/**
 * What the head of an answer means that is no stream; undefined for one that is. Too many connections and out of order pass
 * by themselves, everything else needs a person. Never quotes the vendor's words.
 */
export function streamRefusal(
  { status, headers }: Omit<VendorAnswer, 'body'>,
  framing: StreamFraming,
  now: Date,
): StreamEnd | undefined {
  if (status === 200) return isStream(headers['content-type'], framing) ? undefined : NO_STREAM;
  return callRefusal({ status, headers }, now);
}

/** The same of a call that goes before a connection: undefined for 2xx, whatever it brings. */
export function callRefusal({ status, headers }: Omit<VendorAnswer, 'body'>, now: Date): StreamEnd | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (TOO_MANY.includes(status))
    return { kind: 'too-many', why: 'too many connections for this vendor', seconds: saidWait(headers, now) };
  const why = `the vendor answered ${status}`;
  if (status >= 500) return { kind: 'http', why, seconds: toldSeconds(headers, now) };
  if (WRONG_CREDENTIALS.includes(status))
    return { kind: 'failed', why: `the vendor refuses the credentials (${status})` };
  return { kind: 'failed', why };
}

const NO_STREAM: StreamEnd = { kind: 'failed', why: 'the answer is no stream' };

// Lines come as JSON from one vendor and as text from another; a page of HTML is neither.
function isStream(contentType = '', framing: StreamFraming): boolean {
  return framing === 'lines' ? !/^text\/html\b/i.test(contentType) : /^text\/event-stream\b/i.test(contentType);
}

/** When a limit begins anew says nothing of when a vendor is mended; Retry-After does. */
function toldSeconds(headers: VendorAnswer['headers'], now: Date): number | undefined {
  const after = headers['retry-after'];
  return after === undefined ? undefined : saidWait({ 'retry-after': after }, now);
}
