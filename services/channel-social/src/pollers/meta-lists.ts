import { z } from 'zod';
import { vendorId } from '../formats/vendor-fields';

const timeSchema = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'expected a time');
const fromSchema = z.looseObject({ id: vendorId }).optional();
const pagingSchema = z.looseObject({
  cursors: z.looseObject({ after: z.string().min(1).optional() }).optional(),
  next: z.string().optional(),
});

const edge = <T extends z.ZodType>(element: T) =>
  z.looseObject({ data: z.array(element).default([]), paging: pagingSchema.optional() });

const pageCommentSchema = z.looseObject({
  id: vendorId,
  message: z.string().optional(),
  created_time: timeSchema,
  from: fromSchema,
  parent: z.looseObject({ id: vendorId }).optional(),
});
const replySchema = z.looseObject({
  id: vendorId,
  text: z.string().optional(),
  timestamp: timeSchema,
  from: fromSchema,
  parent_id: vendorId.optional(),
});
const instagramCommentSchema = replySchema.extend({ replies: edge(replySchema).optional() });

const pagePostSchema = pageCommentSchema
  .omit({ parent: true })
  .extend({ comments: edge(pageCommentSchema).optional() });
const mediaSchema = z.looseObject({
  id: vendorId,
  media_product_type: z.string().optional(),
  timestamp: timeSchema,
  comments: edge(instagramCommentSchema).optional(),
});
const SCHEMAS = {
  page: { posts: edge(pagePostSchema), comments: edge(pageCommentSchema) },
  instagram: { posts: edge(mediaSchema), comments: edge(instagramCommentSchema) },
};
type Paging = z.output<typeof pagingSchema> | undefined;
type PageComment = z.output<typeof pageCommentSchema>;
type InstagramReply = z.output<typeof replySchema>;
type InstagramComment = z.output<typeof instagramCommentSchema>;

/** Which account of the bank's is listed. */
export interface MetaAccount {
  object: 'page' | 'instagram';
  id: string;
}

/** What comments stand under: a post on a page, or a medium on Instagram. */
export interface MetaPost {
  id: string;
  mediaType?: string | undefined;
}

/** Something that was said, as the change that Meta would have pushed. */
export interface MetaPush {
  at: string;
  field: 'feed' | 'comments';
  value: object;
}

/** One page of a list. */
export interface MetaList {
  pushes: MetaPush[];
  /** When the elements of the list itself were said; replies below them may be younger. */
  times: string[];
  /** What to go on with after this page. */
  after: string | undefined;
  /** The comments of each listed post, with its own lists going on below. */
  below: (MetaPost & Omit<MetaList, 'below' | 'pushes'>)[];
}

/** A page of comments under one post; null when it is none. */
export function readComments({ object }: MetaAccount, post: MetaPost, json: unknown): MetaList | null {
  if (object === 'page') {
    const read = SCHEMAS.page.comments.safeParse(json);
    return read.success ? { ...commentsOfPage(read.data, post), below: [] } : null;
  }
  const read = SCHEMAS.instagram.comments.safeParse(json);
  return read.success ? { ...commentsOfMedia(read.data, post), below: [] } : null;
}

/** A page of what stands on an account, with the newest comments under each; null when it is none. */
export function readPosts({ object }: MetaAccount, json: unknown): MetaList | null {
  return object === 'page' ? postsOfPage(json) : mediaOf(json);
}

function postsOfPage(json: unknown): MetaList | null {
  const read = SCHEMAS.page.posts.safeParse(json);
  if (!read.success) return null;
  const { data, paging } = read.data;
  const under = data.map((post) => ({ id: post.id, ...commentsOfPage(post.comments, post) }));
  const pushes = data.flatMap((post, at) => [...postPush(post), ...under[at]!.pushes]);
  return { pushes, times: data.map(({ created_time: at }) => at), after: afterOf(paging), below: under };
}

function mediaOf(json: unknown): MetaList | null {
  const read = SCHEMAS.instagram.posts.safeParse(json);
  if (!read.success) return null;
  const { data, paging } = read.data;
  const below = data.map(({ id, media_product_type: mediaType, comments }) => {
    return { id, mediaType, ...commentsOfMedia(comments, { id, mediaType }) };
  });
  const pushes = below.flatMap((one) => one.pushes);
  return { pushes, times: data.map(({ timestamp }) => timestamp), after: afterOf(paging), below };
}

function commentsOfPage(list: { data: PageComment[]; paging?: Paging } | undefined, post: MetaPost) {
  const comments = list?.data ?? [];
  const pushes = comments.flatMap((comment) => pageCommentPush(comment, post.id));
  return { pushes, times: comments.map(({ created_time: at }) => at), after: afterOf(list?.paging) };
}

function commentsOfMedia(list: { data: InstagramComment[]; paging?: Paging } | undefined, media: MetaPost) {
  const comments = list?.data ?? [];
  const pushes = comments.flatMap((comment) => instagramPushes(comment, media));
  return { pushes, times: comments.map(({ timestamp }) => timestamp), after: afterOf(list?.paging) };
}

// A list that ends names a cursor all the same; only `next` says that it goes on.
function afterOf(paging: Paging): string | undefined {
  return paging?.next === undefined ? undefined : paging.cursors?.after;
}

// A comment without a parent of its own stands under the post.
function pageCommentPush({ id, message, created_time: at, from, parent }: PageComment, post: string): MetaPush[] {
  if (!message?.trim()) return WORDLESS;
  const under = { post_id: post, comment_id: id, parent_id: parent?.id ?? post };
  const value = { item: 'comment', verb: 'add', ...under, from, message, created_time: secondsOf(at) };
  return [{ at, field: 'feed', value }];
}

function postPush({ id, message, created_time: at, from }: PageComment): MetaPush[] {
  if (!message?.trim()) return WORDLESS;
  const value = { item: 'status', verb: 'add', post_id: id, from, message, created_time: secondsOf(at) };
  return [{ at, field: 'feed', value }];
}

function instagramPushes({ replies, ...comment }: InstagramComment, { id: mediaId, mediaType }: MetaPost): MetaPush[] {
  const under = (replies?.data ?? []).map((reply) => ({ ...reply, parent_id: reply.parent_id ?? comment.id }));
  return [comment, ...under].flatMap(({ id, text, timestamp: at, from, parent_id }: InstagramReply) => {
    if (!text?.trim()) return WORDLESS;
    const media = { id: mediaId, media_product_type: mediaType };
    return [{ at, field: 'comments', value: { id, text, from, parent_id, media } }];
  });
}

// A sticker or a picture alone: refused anew in each round, it would hide what people can mend.
const WORDLESS: MetaPush[] = [];

/** The payload that Meta would have pushed all of this with, each change in an entry of its own time. */
export function asDelivery({ object, id }: MetaAccount, pushes: readonly MetaPush[]): Buffer {
  const entry = pushes.map(({ at, field, value }) => ({ id, time: secondsOf(at), changes: [{ field, value }] }));
  return Buffer.from(JSON.stringify({ object, entry }));
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1_000);
}
