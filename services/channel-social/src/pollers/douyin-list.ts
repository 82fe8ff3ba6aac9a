import {
  readJsonPayload,
  vendorTrouble,
  type Polled,
  type Poller,
  type VendorAccess,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { plainDouyinId } from '../formats/douyin-comment';
import { unixTime } from '../formats/vendor-fields';
import { lookBackOf } from './look-back';
import type { ReadAnswer } from './read-answer';

/** What a walk through the comments under videos is for. */
export interface DouyinWalk {
  /** How far back a video is walked that was never walked before; seconds since 1970. */
  beginsAt(now: Date): number;
  read(page: DouyinPage): ReadAnswer;
}

/** A page of the comments under one video. */
export interface DouyinPage {
  answer: VendorAnswer;
  access: VendorAccess;
  video: string;
  /** As Douyin lists them, without those that are older than the walk goes. */
  comments: ListedComment[];
}

const listedSchema = z.looseObject({ create_time: z.unknown().optional(), top: z.boolean().optional() });
type ListedComment = z.output<typeof listedSchema>;

/**
 * Asks for one page of the comments under the videos of a source, newest first. Settings: `openId`, `itemIds` (videos,
 * separated by commas), `lookBackMinutes` (60); credential: `token`. Each video is walked down to what was known the last
 * time and `lookBackMinutes` further, because comments appear with their old time after Douyin has looked at them.
 */
export async function walkDouyinComments(
  { cursor, access, http, now }: Parameters<Poller['poll']>[0],
  walk: DouyinWalk,
): Promise<Polled> {
  const asked = askedOf(access);
  if (typeof asked === 'string') return { kind: 'failed', why: asked };
  const turn = turnOf(cursor, asked.videos, walk.beginsAt(now));
  const headers = { 'access-token': asked.token, 'content-type': 'application/json' };
  const answer = await http.request({ method: 'GET', path: pathOf(asked, turn), headers });
  const trouble = vendorTrouble(answer, now);
  if (trouble) return trouble;
  const page = readPage(answer);
  if (!page) return { kind: 'failed', why: 'the answer is no page of comments' };
  if (page.error_code !== 0) return troubleOf(page.error_code);
  const untilSeconds = turn.seen[turn.video]! - asked.lookBackSeconds;
  const comments = page.list.filter((comment) => !(secondsOf(comment) < untilSeconds));
  const read = walk.read({ answer, access, video: turn.video, comments });
  if (!read.ok) return { kind: 'failed', why: read.why };
  const moved = movedOn(turn, page, { untilSeconds, nowSeconds: Math.floor(now.getTime() / 1_000) });
  return { kind: 'page', items: read.items, replies: read.replies, ...moved };
}

interface Asked {
  token: string;
  openId: string;
  videos: string[];
  lookBackSeconds: number;
}

/** Or what is missing. */
function askedOf({ settings, credentials }: VendorAccess): Asked | string {
  const { openId = '', itemIds = '' } = settings;
  const { token } = credentials;
  const videos = [...new Set(itemIds.split(/[,，]/).map((id) => plainDouyinId(id.trim())))].filter(Boolean);
  if (!token) return 'the credential token is missing';
  if (!openId) return 'the setting openId is missing';
  if (videos.length === 0) return 'the setting itemIds is missing';
  const minutes = lookBackOf(settings, 'lookBackMinutes', 60);
  return minutes.ok ? { token, openId, videos, lookBackSeconds: minutes.count * 60 } : minutes.why;
}

const stateSchema = z.object({
  /** Of each video, the time of the newest comment when it was last walked to its end; seconds. */
  seen: z.record(z.string(), z.number()).default({}),
  video: z.string().optional(),
  /** A walk under way: where it goes on, and the time of the newest comment it met. */
  walk: z.object({ cursor: z.string(), newest: z.number() }).optional(),
});

/** A question for one of the videos. */
interface Turn extends z.output<typeof stateSchema> {
  video: string;
  videos: string[];
}

// A cursor that nobody understands begins anew; of videos that are asked for no more nothing is kept.
function turnOf(cursor: unknown, videos: string[], beginsAt: number): Turn {
  const state = stateSchema.safeParse(cursor ?? {});
  const before = state.success ? state.data : { seen: {} as Record<string, number> };
  const seen = Object.fromEntries(videos.map((video) => [video, before.seen[video] ?? beginsAt]));
  const video = videos.find((id) => id === before.video);
  return video === undefined ? { seen, videos, video: videos[0]! } : { seen, videos, video, walk: before.walk };
}

function pathOf({ openId }: Asked, { video, walk }: Turn): string {
  const where = { open_id: openId, item_id: video, cursor: walk?.cursor ?? '0' };
  const query = new URLSearchParams({ ...where, count: '20', sort_type: 'time' });
  return `/item/comment/list/?${query.toString()}`;
}

const pageSchema = z.looseObject({
  data: z.looseObject({
    error_code: z.int().default(0),
    has_more: z.boolean().default(false),
    cursor: z.union([z.int(), z.string()]).default(0).transform(String),
    list: z
      .array(listedSchema)
      .nullish()
      .transform((list) => list ?? []),
  }),
});
type Page = z.output<typeof pageSchema>['data'];

function readPage({ body }: VendorAnswer): Page | undefined {
  const json = readJsonPayload(body);
  return json.ok ? pageSchema.safeParse(json.value).data?.data : undefined;
}

/** NaN where no time can be read. */
function secondsOf({ create_time: at }: ListedComment): number {
  const read = unixTime.safeParse(at);
  return read.success ? Date.parse(read.data) / 1_000 : NaN;
}

interface Bounds {
  untilSeconds: number;
  nowSeconds: number;
}

function movedOn(turn: Turn, page: Page, { untilSeconds, nowSeconds }: Bounds): { cursor: unknown; more: boolean } {
  const { seen, video, videos } = turn;
  // A comment on top stands before newer ones and says nothing about how far the walk has come.
  const listed = page.list.filter(({ top }) => !top);
  const times = listed.map(secondsOf).filter((seconds) => !Number.isNaN(seconds));
  // A clock that is ahead must not hide what is said until then.
  const newest = Math.max(turn.walk?.newest ?? 0, ...times.map((seconds) => Math.min(seconds, nowSeconds)));
  if (page.has_more && page.list.length > 0 && Math.min(...times) >= untilSeconds)
    return { cursor: { seen, video, walk: { cursor: page.cursor, newest } }, more: true };
  const reached = { ...seen, [video]: Math.max(newest, seen[video]!) };
  const next = videos[videos.indexOf(video) + 1];
  return { cursor: next ? { seen: reached, video: next } : { seen: reached }, more: next !== undefined };
}

// Douyin answers 200 to everything; these pass by themselves.
const PASSING = [2_100_004, 2_100_001];

function troubleOf(code: number): Exclude<Polled, { kind: 'page' }> {
  if (PASSING.includes(code)) return { kind: 'wait', seconds: 60, why: `Douyin is busy (${code})` };
  return { kind: 'failed', why: `Douyin refuses the question (${code})` };
}
