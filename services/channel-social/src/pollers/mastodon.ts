import {
  isExhausted,
  type Polled,
  type Poller,
  readJsonPayload,
  type VendorAccess,
  type VendorAnswer,
  vendorTrouble,
} from '@hearback/channel';
import { z } from 'zod';
import { mastodonStatus } from '../formats/mastodon-status';
import { vendorId } from '../formats/vendor-fields';
import { readAnswer } from './read-answer';

/**
 * Mentions of the bank's account and timelines of hashtags. Settings: `hashtags` (separated by commas), `mentions` (`no` to
 * leave them out); credential: `token`. Each list is walked forward from the last id seen (`min_id` gives what came directly
 * after it), so a page that is cut off is continued and nothing between is skipped. The first time only the newest page is
 * taken. Timelines tell of no edits and deletions; the stream does.
 */
export const mastodonPoller: Poller = {
  name: mastodonStatus.name,
  baseUrl: 'https://mastodon.social',
  // Each timeline has a place of its own in the cursor.
  account: [],
  everySeconds: 60,
  poll: async ({ cursor, access, http, now }) => {
    const { token } = access.credentials;
    const lists = listsOf(access.settings);
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    if (lists.length === 0) return { kind: 'failed', why: 'neither mentions nor hashtags are to be read' };
    const state = stateOf(cursor);
    const at = Math.max(lists.indexOf(state.list ?? ''), 0);
    const list = lists[at]!;
    const path = pathOf(list, state.seen[list]);
    const answer = await http.request({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
    return vendorTrouble(answer, now) ?? pageOf(answer, { access, state, lists, at });
  },
};

const stateSchema = z.object({
  /** The newest id seen of each list. */
  seen: z.record(z.string(), z.string()).default({}),
  /** The list that is to be asked next, when it is not the first. */
  list: z.string().optional(),
});
type State = z.output<typeof stateSchema>;

function stateOf(cursor: unknown): State {
  const state = stateSchema.safeParse(cursor ?? {});
  return state.success ? state.data : { seen: {} };
}

const PAGE = 40;

/** What a source wants to hear: `mentions`, and hashtags with their `#`. */
export function listsOf(settings: VendorAccess['settings']): string[] {
  const tags = (settings.hashtags ?? '').split(/[,，]/).map((tag) => tag.trim().replace(/^[#＃]/, ''));
  const mentions = settings.mentions === 'no' ? [] : ['mentions'];
  return [...mentions, ...new Set(tags.filter(Boolean).map((tag) => `#${tag}`))];
}

function pathOf(list: string, seen: string | undefined): string {
  const query = `limit=${PAGE}${seen === undefined ? '' : `&min_id=${encodeURIComponent(seen)}`}`;
  if (list === 'mentions') return `/api/v1/notifications?types[]=mention&${query}`;
  return `/api/v1/timelines/tag/${encodeURIComponent(list.slice(1))}?${query}`;
}

interface Asked {
  access: VendorAccess;
  state: State;
  lists: string[];
  at: number;
}

function pageOf(answer: VendorAnswer, { access, state, lists, at }: Asked): Polled {
  const ids = idsOf(answer);
  const read = readAnswer(mastodonStatus, answer, access);
  if (ids === null || !read.ok) return { kind: 'failed', why: read.ok ? 'the answer is no list' : read.why };
  const list = lists[at]!;
  const before = state.seen[list];
  // An empty list is walked from its very beginning, so that what comes before the next question is not skipped.
  const newest = ids.reduce((a, b) => (isLater(b, a) ? b : a), before ?? '0');
  const unfinished = before !== undefined && isLater(newest, before) && hasNewer(answer, ids);
  const next = unfinished ? list : lists[at + 1];
  const cursor: State = { seen: { ...state.seen, [list]: newest }, ...(next === undefined ? {} : { list: next }) };
  const more = next !== undefined && !isExhausted(answer);
  return { kind: 'page', items: read.items, replies: read.replies, cursor, more };
}

/** Servers name the page after this one in `Link` (rel="prev" leads to newer ones); without one a full page tells. */
function hasNewer({ headers }: VendorAnswer, ids: readonly string[]): boolean {
  return headers.link === undefined ? ids.length >= PAGE : /rel="?prev"?/.test(headers.link);
}

function idsOf({ body }: VendorAnswer): string[] | null {
  const json = readJsonPayload(body);
  const list = json.ok ? z.array(z.looseObject({ id: vendorId })).safeParse(json.value) : undefined;
  return list?.success ? list.data.map(({ id }) => id) : null;
}

/** Ids are numbers of any length, or text that sorts on servers that are no Mastodon. */
function isLater(a: string, b: string): boolean {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return BigInt(a) > BigInt(b);
  return a > b;
}
