import {
  isExhausted,
  readJsonPayload,
  vendorTrouble,
  type Polled,
  type Poller,
  type VendorAnswer,
  type VendorAccess,
} from '@hearback/channel';
import { z } from 'zod';
import { vendorId } from '../formats/vendor-fields';
import { xFilteredStream } from '../formats/x-filtered-stream';
import { readAnswer } from './read-answer';

/**
 * The posts that X's stream or webhook left out, by its recent search, which reaches back a week. Settings: `query`, the
 * stream's rules in one line joined by OR, else the stream's own `rule`; credential: `token`, the app's bearer token. Each round walks from the newest post
 * down to shortly before the newest of the last round, the first time a day back.
 */
export const xFilteredStreamPoller: Poller = {
  name: xFilteredStream.name,
  baseUrl: 'https://api.x.com',
  // Ids are X's and hold their time, so a place holds for every query.
  account: [],
  everySeconds: 900,
  onlyReconciles: true,
  poll: async ({ cursor, access, http, now }) => {
    const { token } = access.credentials;
    const query = access.settings.query || access.settings.rule;
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    if (!query) return { kind: 'failed', why: 'the setting query, or rule, is missing' };
    const state = stateOf(cursor);
    const path = pathOf(query, state, now);
    const answer = await http.request({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 400 && state.walk) return begunAnew(state);
    return vendorTrouble(answer, now) ?? pageOf(answer, state, { access, now });
  },
};

/** Everything that the format reads; X gives the id and the text alone otherwise. */
export const WANTED_OF_X = {
  'tweet.fields': 'author_id,created_at,edit_history_tweet_ids,lang,note_tweet,public_metrics,referenced_tweets',
  'user.fields': 'name,public_metrics,username',
  expansions: 'author_id,referenced_tweets.id',
};

const PAGE = 100;
// A search shows some posts only after younger ones. X counts each post it gives, so this is short.
const OVERLAP_MS = 300_000;
const FIRST_LOOK_BACK_MS = 86_400_000;
/** X refuses a question for posts of more than seven days ago; a minute less, because its clock is not ours. */
const REACH_MS = 7 * 86_400_000 - 60_000;
/** Ids of X hold their time: milliseconds since this moment, above 22 other bits. */
const FIRST_MS = 1_288_834_974_657n;
const OTHER_BITS = 22n;

const id = z.string().regex(/^\d{1,20}$/);
const fromSchema = z.union([z.object({ since_id: id }), z.object({ start_time: z.iso.datetime() })]);
type From = z.output<typeof fromSchema>;
const stateSchema = z.object({
  /** The newest post of the last round that came to its end. */
  seen: id.optional(),
  /** A round under way: what to go on with, and the newest post it met. */
  walk: z.object({ next: z.string(), newest: id.optional(), from: fromSchema }).optional(),
});
type State = z.output<typeof stateSchema>;

function stateOf(cursor: unknown): State {
  const state = stateSchema.safeParse(cursor ?? {});
  return state.success ? state.data : {};
}

function pathOf(query: string, { seen, walk }: State, now: Date): string {
  // The token of a page is believed only beside the very question that it came from.
  const from = walk?.from ?? fromOf(seen, now);
  const asked = { query, max_results: String(PAGE), ...WANTED_OF_X, ...from, ...(walk && { next_token: walk.next }) };
  return `/2/tweets/search/recent?${new URLSearchParams(asked).toString()}`;
}

function fromOf(seen: string | undefined, now: Date): From {
  const reachedMs = now.getTime() - REACH_MS;
  const sinceMs = seen === undefined ? now.getTime() - FIRST_LOOK_BACK_MS : timeOf(seen) - OVERLAP_MS;
  if (seen !== undefined && sinceMs > reachedMs) return { since_id: idAt(sinceMs) };
  return { start_time: `${new Date(Math.max(sinceMs, reachedMs)).toISOString().slice(0, 19)}Z` };
}

function timeOf(post: string): number {
  return Number((BigInt(post) >> OTHER_BITS) + FIRST_MS);
}

function idAt(ms: number): string {
  return ((BigInt(ms) - FIRST_MS) << OTHER_BITS).toString();
}

// The token of a page that has expired, or the end of the week that X searches: asked again it would be refused forever.
function begunAnew({ seen }: State): Polled {
  return { kind: 'page', items: [], cursor: seen === undefined ? {} : { seen }, more: false };
}

const postSchema = z.looseObject({
  id: vendorId,
  author_id: vendorId.optional(),
  referenced_tweets: z.array(z.looseObject({ id: vendorId })).optional(),
});
const withId = z.array(z.looseObject({ id: vendorId }));
const pageSchema = z.looseObject({
  data: z.array(postSchema).optional(),
  includes: z.looseObject({ users: withId.optional(), tweets: withId.optional() }).optional(),
  meta: z.looseObject({ newest_id: id.optional(), next_token: z.string().min(1).optional() }),
});
type Page = z.output<typeof pageSchema>;

function pageOf(answer: VendorAnswer, state: State, asked: { access: VendorAccess; now: Date }): Polled {
  const json = readJsonPayload(answer.body);
  const page = json.ok ? pageSchema.safeParse(json.value) : undefined;
  if (!page?.success) return { kind: 'failed', why: 'the answer is no page of posts' };
  const { newest_id: newestHere, next_token: next } = page.data.meta;
  const read = readAnswer(xFilteredStream, { ...answer, body: asLines(page.data) }, asked.access);
  if (!read.ok) return { kind: 'failed', why: read.why };
  const { items, replies } = read;
  // The newest come first, so the first page names the newest of the round.
  const newest = state.walk ? state.walk.newest : newestHere;
  if (next === undefined) return { kind: 'page', items, replies, cursor: restAt(state.seen, newest), more: false };
  const from = state.walk?.from ?? fromOf(state.seen, asked.now);
  const cursor = { seen: state.seen, walk: { next, newest, from } };
  return { kind: 'page', items, replies, cursor, more: !isExhausted(answer) };
}

/** An overlap gives older posts than the newest known when nothing was said since. */
function restAt(seen: string | undefined, newest: string | undefined): State {
  if (newest === undefined || (seen !== undefined && BigInt(seen) > BigInt(newest))) return { seen };
  return { seen: newest };
}

/** Each post as the stream writes it: a line of its own, with whoever wrote it and what it speaks of. */
function asLines({ data = [], includes }: Page): Buffer {
  const users = byId(includes?.users);
  const tweets = byId(includes?.tweets);
  const lines = data.map((post) => {
    const author = users.get(post.author_id ?? '');
    const spokenOf = (post.referenced_tweets ?? []).flatMap(({ id: referenced }) => tweets.get(referenced) ?? []);
    return JSON.stringify({ data: post, includes: { users: author ? [author] : [], tweets: spokenOf } });
  });
  return Buffer.from(lines.join('\n'));
}

function byId<T extends { id: string }>(listed: readonly T[] = []): Map<string, T> {
  return new Map(listed.map((one) => [one.id, one]));
}
