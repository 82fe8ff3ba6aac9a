import {
  type Polled,
  type Poller,
  readJsonPayload,
  type VendorAccess,
  type VendorAnswer,
  vendorTrouble,
} from '@hearback/channel';
import { z } from 'zod';
import { vendorId } from '../formats/vendor-fields';
import { weibo } from '../formats/weibo';
import { readAnswer } from './read-answer';

/**
 * Comments under the bank's posts, comments and statuses that mention it, and its own comments, which are answers. Setting:
 * `lists` (separated by commas, default all four); credential: `token`. Weibo lists the newest first: everything since the
 * last id seen is walked downwards by `max_id`, which new comments and deletions do not shift as they shift pages, and only
 * then the newest id becomes the last one seen. The first time only the newest page is taken.
 */
export const weiboPoller: Poller = {
  name: weibo.name,
  baseUrl: 'https://api.weibo.com',
  // Ids are Weibo's, not the account's, so a place holds for every account.
  account: [],
  everySeconds: 120,
  poll: async ({ cursor, access, http, now }) => {
    const { token } = access.credentials;
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    const lists = listsOf(access.settings);
    const state = stateOf(cursor);
    const at = Math.max(lists.indexOf(state.list ?? ''), 0);
    const path = pathOf(lists[at]!, state);
    // In the header: addresses end up in logs.
    const answer = await http.request({ method: 'GET', path, headers: { authorization: `OAuth2 ${token}` } });
    return refusalOf(answer, now) ?? vendorTrouble(answer, now) ?? pageOf(answer, { access, state, lists, at });
  },
};

const OWN = 'comments/by_me';
const LISTS = ['comments/to_me', 'comments/mentions', 'statuses/mentions', OWN];
const PAGE = 50;

const stateSchema = z.object({
  /** The newest id of each list that was walked to its end. */
  seen: z.record(z.string(), z.string()).default({}),
  /** The list that is to be asked next, when it is not the first. */
  list: z.string().optional(),
  /** A walk under way: the newest id it met, and the oldest, from where it goes on. */
  walk: z.object({ newest: z.string(), oldest: z.string() }).optional(),
});
type State = z.output<typeof stateSchema>;

function stateOf(cursor: unknown): State {
  const state = stateSchema.safeParse(cursor ?? {});
  return state.success ? state.data : { seen: {} };
}

function listsOf({ lists, officialAccounts }: VendorAccess['settings']): string[] {
  const chosen = (lists ?? '').split(',').map((list) => list.trim());
  // Who the bank is must be known, or its own comments would be taken for customers'.
  const readable = officialAccounts?.trim() ? LISTS : LISTS.filter((list) => list !== OWN);
  const known = readable.filter((list) => chosen.includes(list));
  return known.length > 0 ? known : readable;
}

function pathOf(list: string, { seen, walk }: State): string {
  const below = walk ? `&max_id=${walk.oldest}` : '';
  return `/2/${list}.json?count=${PAGE}&since_id=${seen[list] ?? '0'}${below}`;
}

interface Asked {
  access: VendorAccess;
  state: State;
  lists: string[];
  at: number;
}

function pageOf(answer: VendorAnswer, { access, state, lists, at }: Asked): Polled {
  const ids = idsOf(answer);
  const read = readAnswer(weibo, answer, access);
  if (ids === null || !read.ok) return { kind: 'failed', why: read.ok ? 'the answer is no list' : read.why };
  const list = lists[at]!;
  const first = state.seen[list] === undefined;
  const walk = walkedOn(state, ids, state.seen[list] ?? '0');
  const { items, replies } = read;
  // Weibo hides some of a page after counting it, so only a page with nothing further down is the last.
  if (walk.further && !first)
    return { kind: 'page', items, replies, cursor: { seen: state.seen, list, walk: walk.reached }, more: true };
  const seen = { ...state.seen, [list]: walk.reached.newest };
  const next = lists[at + 1];
  return { kind: 'page', items, replies, cursor: next ? { seen, list: next } : { seen }, more: next !== undefined };
}

function walkedOn({ walk }: State, ids: readonly string[], since: string) {
  const numbers = ids.map(BigInt);
  const oldest = numbers.reduce((a, b) => (b < a ? b : a), BigInt(walk?.oldest ?? numbers[0] ?? since));
  const newest = numbers.reduce((a, b) => (b > a ? b : a), BigInt(walk?.newest ?? since));
  // `max_id` is included, so the last page repeats the oldest one and brings nothing below it.
  const further = ids.length > 0 && (walk === undefined || oldest < BigInt(walk.oldest));
  return { further, reached: { newest: newest.toString(), oldest: oldest.toString() } };
}

const elements = z.array(z.looseObject({ id: vendorId.pipe(z.string().regex(/^\d{1,20}$/)) }));

function idsOf({ body }: VendorAnswer): string[] | null {
  const json = readJsonPayload(body);
  const page = json.ok
    ? z.looseObject({ comments: elements.optional(), statuses: elements.optional() }).safeParse(json.value)
    : undefined;
  const list = page?.success ? (page.data.comments ?? page.data.statuses) : undefined;
  return list?.map(({ id }) => id) ?? null;
}

// Of the address, of the user, and of the user for one interface; counted anew each hour.
const TOO_FAST = [10_022, 10_023, 10_024];
// Weibo is busy or under repair.
const OUT_OF_ORDER = [10_001, 10_002, 10_009, 10_010, 10_011];

/** Weibo says with 403, and at times with 200, what others say with 429 and 503. */
function refusalOf({ body }: VendorAnswer, now: Date): Exclude<Polled, { kind: 'page' }> | undefined {
  const json = readJsonPayload(body);
  const refusal = json.ok ? z.looseObject({ error_code: z.int() }).safeParse(json.value) : undefined;
  if (!refusal?.success) return undefined;
  const { error_code: code } = refusal.data;
  if (TOO_FAST.includes(code))
    return { kind: 'wait', seconds: untilFullHour(now), why: `Weibo's limit was reached (${code})` };
  if (OUT_OF_ORDER.includes(code)) return { kind: 'wait', seconds: 60, why: `Weibo is out of order (${code})` };
  return { kind: 'failed', why: `Weibo refuses the question (${code})` };
}

function untilFullHour(now: Date): number {
  return 3_600 - (Math.floor(now.getTime() / 1_000) % 3_600);
}
