import {
  type Polled,
  type Poller,
  readJsonPayload,
  type VendorAccess,
  type VendorAnswer,
  vendorTrouble,
} from '@hearback/channel';
import { z } from 'zod';
import { douyinComments } from '../formats/douyin-comments';
import { unixTime } from '../formats/vendor-fields';
import { readAnswer } from './read-answer';

/**
 * Comments on the bank's own videos, newest first. Settings: `openId`, `itemIds` (videos, separated by commas),
 * `lookBackMinutes` (60); credential: `token`. Each video is walked down to what was known the last time and a little
 * further, because comments appear with their old time after Douyin has looked at them.
 */
export const douyinCommentsPoller: Poller = {
  name: douyinComments.name,
  baseUrl: 'https://open.douyin.com',
  // Each video has a place of its own in the cursor.
  account: ['openId'],
  everySeconds: 300,
  poll: async ({ cursor, access, http, now }) => {
    const { openId, itemIds } = access.settings;
    const { token } = access.credentials;
    if (!token || !openId || !itemIds) return { kind: 'failed', why: 'the token, openId or itemIds is missing' };
    const videos = itemIds
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean);
    const state = stateOf(cursor);
    const at = Math.max(videos.indexOf(state.video ?? ''), 0);
    const path = pathOf({ openId, video: videos[at]!, cursor: state.walk?.cursor ?? '0' });
    const headers = { 'access-token': token, 'content-type': 'application/json' };
    const answer = await http.request({ method: 'GET', path, headers });
    return vendorTrouble(answer, now) ?? pageOf(answer, { access, state, videos, at });
  },
};

const stateSchema = z.object({
  /** Of each video, the time of the newest comment when it was last walked to its end; seconds. */
  seen: z.record(z.string(), z.number()).default({}),
  video: z.string().optional(),
  /** A walk under way: where it goes on, and the time of the newest comment it met. */
  walk: z.object({ cursor: z.string(), newest: z.number() }).optional(),
});
type State = z.output<typeof stateSchema>;

function stateOf(cursor: unknown): State {
  const state = stateSchema.safeParse(cursor ?? {});
  return state.success ? state.data : { seen: {} };
}

function pathOf({ openId, video, cursor }: { openId: string; video: string; cursor: string }): string {
  const query = new URLSearchParams({ open_id: openId, item_id: video, cursor, count: '20', sort_type: 'time' });
  return `/item/comment/list/?${query}`;
}

interface Asked {
  access: VendorAccess;
  state: State;
  videos: string[];
  at: number;
}

const pageSchema = z.looseObject({
  data: z.looseObject({
    error_code: z.int().default(0),
    has_more: z.boolean().default(false),
    cursor: z.union([z.int(), z.string()]).default(0).transform(String),
    list: z
      .array(z.looseObject({ create_time: unixTime.optional().catch(undefined), top: z.boolean().optional() }))
      .nullish(),
  }),
});

type Page = z.output<typeof pageSchema>['data'];

function pageOf(answer: VendorAnswer, { access, state, videos, at }: Asked): Polled {
  const json = readJsonPayload(answer.body);
  const parsed = json.ok ? pageSchema.safeParse(json.value) : undefined;
  if (!parsed?.success) return { kind: 'failed', why: 'the answer is no page of comments' };
  const page = parsed.data.data;
  if (page.error_code !== 0) return troubleOf(page.error_code);
  const read = readAnswer(douyinComments, answer, access);
  if (!read.ok) return { kind: 'failed', why: read.why };
  const { items, replies } = read;
  const video = videos[at]!;
  const walk = walkedOn(state, page, (state.seen[video] ?? 0) - lookBackSeconds(access.settings));
  if (walk.further) {
    const reached = { cursor: page.cursor, newest: walk.newest };
    return { kind: 'page', items, replies, cursor: { seen: state.seen, video, walk: reached }, more: true };
  }
  const seen = { ...state.seen, [video]: Math.max(walk.newest, state.seen[video] ?? 0) };
  const next = videos[at + 1];
  return { kind: 'page', items, replies, cursor: next ? { seen, video: next } : { seen }, more: next !== undefined };
}

/** A comment on top stands before newer ones and says nothing about how far the walk has come. */
function walkedOn({ walk }: State, { list, has_more: hasMore }: Page, until: number) {
  const listed = (list ?? []).filter(({ top }) => !top);
  const times = listed.flatMap(({ create_time: at }) => (at ? [Date.parse(at) / 1_000] : []));
  const further = hasMore && (list ?? []).length > 0 && Math.min(...times) >= until;
  return { further, newest: Math.max(walk?.newest ?? 0, ...times) };
}

function lookBackSeconds({ lookBackMinutes }: VendorAccess['settings']): number {
  const minutes = Number(lookBackMinutes ?? 60);
  return (Number.isFinite(minutes) && minutes >= 0 ? minutes : 60) * 60;
}

// Douyin answers 200 to everything; these pass by themselves.
const PASSING = [2_100_004, 2_100_001];

function troubleOf(code: number): Exclude<Polled, { kind: 'page' }> {
  if (PASSING.includes(code)) return { kind: 'wait', seconds: 60, why: `Douyin is busy (${code})` };
  return { kind: 'failed', why: `Douyin refuses the question (${code})` };
}
