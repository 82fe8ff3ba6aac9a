import {
  readJsonPayload,
  vendorTrouble,
  walkList,
  type Polled,
  type Poller,
  type VendorAccess,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { metaComments } from '../formats/meta-comments';
import { lookBackOf } from './look-back';
import { asDelivery, readComments, readPosts, type MetaAccount, type MetaList } from './meta-lists';
import { readAnswer } from './read-answer';

/**
 * The comments and posts that Meta's pushes left out, by the Graph API: what stands on a page and the comments under it, and
 * the comments under an Instagram account's media. Settings: `pageId`, `instagramId` (one of them at least), `lookBackDays`
 * (14: older posts are not looked under); credential: `token`. Each round reads what was said since the last one, with an
 * overlap, the first time of a day.
 */
export const metaCommentsPoller: Poller = {
  name: metaComments.name,
  baseUrl: 'https://graph.facebook.com',
  account: ['pageId', 'instagramId'],
  everySeconds: 900,
  onlyReconciles: true,
  poll: async ({ cursor, access, http, now }) => {
    const { token } = access.credentials;
    const accounts = accountsOf(access.settings);
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    if (accounts.length === 0) return { kind: 'failed', why: 'neither pageId nor instagramId says what to ask for' };
    const days = lookBackOf(access.settings, 'lookBackDays', 14);
    if (!days.ok) return { kind: 'failed', why: days.why };
    const round: Round = { walk: walkOn(cursor, now), accounts, access, days: days.count };
    // In the header: addresses end up in logs.
    const headers = { authorization: `Bearer ${token}` };
    const answer = await http.request({ method: 'GET', path: pathOf(round), headers });
    return refusalOf(answer, round) ?? vendorTrouble(answer, now) ?? pageOf(answer, round);
  },
};

const VERSION = 'v26.0';
const POSTS = 25;
const COMMENTS = 100;
const OVERLAP_MS = 3_600_000;
const DAY_MS = 86_400_000;

const PAGE_COMMENT = 'id,message,created_time,from,parent{id}';
const INSTAGRAM_REPLY = 'id,text,timestamp,from,parent_id';
const INSTAGRAM_COMMENT = `${INSTAGRAM_REPLY},replies.limit(50){${INSTAGRAM_REPLY}}`;
const ASKED = {
  page: {
    edge: 'feed',
    posts: `id,message,created_time,from,comments.filter(stream).order(reverse_chronological).limit(${COMMENTS}){${PAGE_COMMENT}}`,
    comments: { fields: PAGE_COMMENT, filter: 'stream', order: 'reverse_chronological' },
  },
  // Instagram gives the newest first by itself.
  instagram: {
    edge: 'media',
    posts: `id,media_product_type,timestamp,comments.limit(50){${INSTAGRAM_COMMENT}}`,
    comments: { fields: INSTAGRAM_COMMENT },
  },
};

/** Between rounds only `until` is kept, as of every list (`walkList`). */
const walkSchema = z.object({
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** The place of the account that is being read. */
  account: z.int().min(0),
  /** Where its list of posts goes on; absent at its beginning. */
  after: z.string().optional(),
  /** Whether its list of posts was read to its end. */
  listed: z.boolean(),
  /** Posts whose newest comments were read, and where the others begin. */
  open: z.array(z.object({ id: z.string(), mediaType: z.string().optional(), after: z.string() })),
});
type Walk = z.output<typeof walkSchema>;

interface Round {
  walk: Walk;
  accounts: MetaAccount[];
  access: VendorAccess;
  /** How old a post may be that is looked under. */
  days: number;
}

function accountsOf({ pageId, instagramId }: VendorAccess['settings']): MetaAccount[] {
  const named = [
    { object: 'page' as const, id: pageId ?? '' },
    { object: 'instagram' as const, id: instagramId ?? '' },
  ];
  return named.filter(({ id }) => /^\d{1,30}$/.test(id));
}

// A cursor that nobody understands begins anew.
function walkOn(cursor: unknown, now: Date): Walk {
  const walk = walkSchema.safeParse(cursor);
  if (walk.success) return walk.data;
  const { since, until } = walkList(cursor, now, { step: '', overlapMs: OVERLAP_MS });
  return { since, until, account: 0, listed: false, open: [] };
}

function accountOf({ walk, accounts }: Round): MetaAccount {
  return accounts[walk.account] ?? accounts[0]!;
}

function pathOf(round: Round): string {
  const { walk } = round;
  const { object, id } = accountOf(round);
  const [post] = walk.open;
  const { edge, posts, comments } = ASKED[object];
  if (post) {
    const query = new URLSearchParams({ ...comments, limit: String(COMMENTS), after: post.after });
    return `/${VERSION}/${encodeURIComponent(post.id)}/comments?${query.toString()}`;
  }
  const query = new URLSearchParams({ fields: posts, limit: String(POSTS), ...(walk.after && { after: walk.after }) });
  return `/${VERSION}/${id}/${edge}?${query.toString()}`;
}

function pageOf(answer: VendorAnswer, round: Round): Polled {
  const account = accountOf(round);
  const [post] = round.walk.open;
  const json = readJsonPayload(answer.body);
  const value = json.ok ? json.value : undefined;
  const list = post ? readComments(account, post, value) : readPosts(account, value);
  if (!list) return { kind: 'failed', why: 'the answer is no list' };
  const sinceMs = Date.parse(round.walk.since);
  const said = list.pushes.filter(({ at }) => Date.parse(at) >= sinceMs);
  const read = readAnswer(metaComments, { ...answer, body: asDelivery(account, said) }, round.access);
  if (!read.ok) return { kind: 'failed', why: read.why };
  const walk = post ? belowPost(round.walk, list) : pastPosts(round, list);
  return { kind: 'page', items: read.items, replies: read.replies, ...reached(walk, round.accounts.length) };
}

/** The newest come first, so a page whose last is older than the round leads to nothing new. */
function nextBelow({ after, times }: Pick<MetaList, 'after' | 'times'>, sinceMs: number): string | undefined {
  const oldestMs = Math.min(...times.map((at) => Date.parse(at)));
  return times.length > 0 && oldestMs >= sinceMs ? after : undefined;
}

function belowPost(walk: Walk, list: MetaList): Walk {
  const [post, ...others] = walk.open;
  const after = nextBelow(list, Date.parse(walk.since));
  const open = after === undefined ? others : [{ ...post!, after }, ...others];
  return { ...walk, open };
}

function pastPosts({ walk, days }: Round, list: MetaList): Walk {
  const sinceMs = Date.parse(walk.since);
  const open = list.below.flatMap(({ id, mediaType, ...below }) => {
    const after = nextBelow(below, sinceMs);
    return after === undefined ? [] : [{ id, mediaType, after }];
  });
  const reachMs = Date.parse(walk.until) - days * DAY_MS;
  // Whatever is pinned stands on top, however old it is.
  const listed = list.after === undefined || list.times.every((at) => Date.parse(at) < reachMs);
  return { ...walk, after: list.after, listed, open };
}

/** Only a round that came to its end moves on, so a crash in its middle leaves no gap. */
function reached(walk: Walk, accounts: number): { cursor: unknown; more: boolean } {
  if (walk.open.length > 0 || !walk.listed) return { cursor: walk, more: true };
  const account = walk.account + 1;
  if (account >= accounts) return { cursor: { until: walk.until }, more: false };
  return { cursor: { ...walk, account, after: undefined, listed: false }, more: true };
}

const errorSchema = z.looseObject({ error: z.looseObject({ code: z.int() }) });
// Of the app, of the user, of the page, of calls of one kind, of pages' and of Instagram's business.
const TOO_FAST = [4, 17, 32, 613, 80_001, 80_002];
const OUT_OF_ORDER = [1, 2];
const NOT_THERE = 100;

/** Meta says with 400 and a code what others say with a status of their own. */
function refusalOf(answer: VendorAnswer, { walk, accounts }: Round): Polled | undefined {
  const code = codeOf(answer);
  if (code === undefined) return undefined;
  if (TOO_FAST.includes(code))
    return { kind: 'wait', seconds: regainSeconds(answer.headers), why: `Meta's limit was reached (${code})` };
  if (OUT_OF_ORDER.includes(code)) return { kind: 'wait', seconds: 60, why: `Meta is out of order (${code})` };
  if (code === NOT_THERE && walk.open.length > 0) {
    // A post that was removed while its comments were read.
    return { kind: 'page', items: [], ...reached({ ...walk, open: walk.open.slice(1) }, accounts.length) };
  }
  // A place in a list that is there no more: the list is read from its beginning.
  if (code === NOT_THERE && walk.after !== undefined)
    return { kind: 'page', items: [], cursor: { ...walk, after: undefined }, more: false };
  return { kind: 'failed', why: `Meta refuses the question (${code})` };
}

function codeOf({ status, body }: VendorAnswer): number | undefined {
  const json = readJsonPayload(body);
  const refusal = status >= 400 && json.ok ? errorSchema.safeParse(json.value) : undefined;
  return refusal?.success ? refusal.data.error.code : undefined;
}

const REGAIN = /"estimated_time_to_regain_access"\s*:\s*(\d{1,6})/g;

/** In minutes, in a header, one for each kind of business. */
function regainSeconds(headers: VendorAnswer['headers']): number {
  const told = [...(headers['x-business-use-case-usage'] ?? '').matchAll(REGAIN)].map(([, minutes]) => Number(minutes));
  const minutes = Math.max(0, ...told) || 10;
  return Math.min(minutes * 60, 3_600);
}
