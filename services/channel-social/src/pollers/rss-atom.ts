import {
  vendorTrouble,
  type FormatItem,
  type FormatReply,
  type Polled,
  type Poller,
  type PollQuestion,
  type VendorAnswer,
} from '@hearback/channel';
import { hash } from 'node:crypto';
import { z } from 'zod';
import { rssAtom } from '../formats/rss-atom';
import { readAnswer } from './read-answer';

/**
 * A feed, asked for only when it has changed (ETag, Last-Modified), but once an hour whole: a feed whose 304 then turns out
 * to have kept entries back is asked without conditions for a week. Settings: `path` of the feed below the source's base
 * address; credential: `token`, when the feed asks for one. What a feed does not list any more by the time it is asked cannot
 * be had: `everySeconds` must be shorter than an entry stays listed.
 */
export const rssAtomPoller: Poller = {
  name: rssAtom.name,
  // Every feed has an address of its own.
  baseUrl: 'https://feeds.invalid',
  account: ['path'],
  everySeconds: 300,
  poll: async (question) => {
    const { cursor, now } = question;
    const state = stateOf(cursor);
    const conditions = conditionsOf(state, now);
    const answer = await ask(question, conditions);
    if (answer.status !== 304) return pageOf(question, state, { answer, checks: false });
    if (Object.keys(conditions).length === 0)
      return { kind: 'failed', why: 'the feed answers 304 to a question without conditions' };
    if (isRecent(state.wholeAt, now)) return { kind: 'page', items: [], cursor: state, more: false };
    return pageOf(question, state, { answer: await ask(question, {}), checks: true });
  },
};

/** An entry that a lying 304 keeps back is found within this time, and the next ones at once. */
const WHOLE_EVERY_MS = 3_600_000;
/** Servers are mended; until then the whole feed costs no more than bytes. */
const DOUBT_MS = 7 * 86_400_000;
/** Longer ones would swell the cursor. */
const VALIDATOR_LENGTH = 512;

const stateSchema = z.object({
  etag: z.string().optional(),
  modified: z.string().optional(),
  /** When all of the feed was read. */
  wholeAt: z.iso.datetime().optional(),
  /** Until then its 304 is not believed. */
  doubtedUntil: z.iso.datetime().optional(),
  /** What the feed listed the last time, words included: an entry that was edited is new again. */
  known: z.array(z.string()).default([]),
});
type State = z.output<typeof stateSchema>;

function stateOf(cursor: unknown): State {
  const state = stateSchema.safeParse(cursor ?? {});
  return state.success ? state.data : { known: [] };
}

function conditionsOf({ etag, modified, doubtedUntil }: State, now: Date): Record<string, string> {
  if (doubtedUntil !== undefined && now.getTime() < Date.parse(doubtedUntil)) return {};
  return {
    ...(etag ? { 'if-none-match': etag } : {}),
    ...(modified ? { 'if-modified-since': modified } : {}),
  };
}

function ask({ access, http }: PollQuestion, conditions: Record<string, string>): Promise<VendorAnswer> {
  const { token } = access.credentials;
  const headers = {
    accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...conditions,
  };
  return http.request({ method: 'GET', path: access.settings.path ?? '', headers });
}

// A clock that was set back must not put the next look off.
function isRecent(wholeAt: string | undefined, now: Date): boolean {
  return wholeAt !== undefined && Math.abs(now.getTime() - Date.parse(wholeAt)) < WHOLE_EVERY_MS;
}

/** `checks`: the feed has just said that nothing changed. */
function pageOf(
  { access, now }: PollQuestion,
  state: State,
  { answer, checks }: { answer: VendorAnswer; checks: boolean },
): Polled {
  const trouble = vendorTrouble(answer, now);
  if (trouble) return trouble;
  if (answer.status >= 300)
    return { kind: 'failed', why: `the feed has moved (${answer.status}); enter its new address` };
  const read = readAnswer(rssAtom, answer, access);
  if (!read.ok) return { kind: 'failed', why: read.why };
  const listed = { items: marked(read.items), replies: marked(read.replies) };
  const known = new Set(state.known);
  const items = listed.items.filter(({ mark }) => !known.has(mark)).map(({ one }) => one);
  const replies = listed.replies.filter(({ mark }) => !known.has(mark)).map(({ one }) => one);
  const lied = checks && items.length + replies.length > 0;
  const cursor: State = {
    ...validatorsOf(answer),
    wholeAt: now.toISOString(),
    ...doubtOf(state, { lied, now }),
    known: [...listed.items, ...listed.replies].map(({ mark }) => mark),
  };
  return { kind: 'page', items, replies, cursor, more: false };
}

function validatorsOf({ headers }: VendorAnswer): Pick<State, 'etag' | 'modified'> {
  const usable = (value: string | undefined) => value !== undefined && value !== '' && value.length <= VALIDATOR_LENGTH;
  const { etag, 'last-modified': modified } = headers;
  return { ...(usable(etag) ? { etag } : {}), ...(usable(modified) ? { modified } : {}) };
}

function doubtOf({ doubtedUntil }: State, { lied, now }: { lied: boolean; now: Date }): Pick<State, 'doubtedUntil'> {
  if (lied) return { doubtedUntil: new Date(now.getTime() + DOUBT_MS).toISOString() };
  return doubtedUntil !== undefined && now.getTime() < Date.parse(doubtedUntil) ? { doubtedUntil } : {};
}

function marked<T extends FormatItem | FormatReply>(listed: readonly T[]): { one: T; mark: string }[] {
  return listed.map((one) => ({ one, mark: markOf(one) }));
}

function markOf({ value, original }: FormatItem & FormatReply): string {
  return shortHash(value === null && original ? original : JSON.stringify(value));
}

function shortHash(of: string | Buffer): string {
  return hash('sha256', of, 'base64url').slice(0, 16);
}
