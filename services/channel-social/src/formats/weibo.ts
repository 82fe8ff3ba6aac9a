import { faultsOf, readJsonPayload, type Fault, type Format, type ReadContext } from '@hearback/channel';
import { z } from 'zod';
import { htmlToText } from './html-to-text';
import { isOfficial } from './official-accounts';
import { answerOf, readEach, type Said } from './read-each';
import { count, filled, presentFields, vendorId } from './vendor-fields';
import { weiboTime } from './weibo-time';

/**
 * A page of Weibo's comments (to me, by me, mentioning me) or of statuses that mention the bank, or one of them alone. Ids
 * are 64-bit numbers, written as numbers and again, as text, in `idstr`.
 */
export const weibo: Format = {
  name: 'weibo',
  version: 1,
  contentTypes: ['application/json'],
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const page = pageSchema.safeParse(json.value);
    if (!page.success) return { kind: 'refused', faults: faultsOf(page.error) };
    const { comments, statuses, error } = page.data;
    if (error !== undefined) return { kind: 'ignored', why: 'is the answer to a question that failed' };
    const elements = [...(comments ?? []), ...(statuses ?? [])];
    const lists = comments ?? statuses;
    return readEach({
      elements: lists ? elements : [json.value],
      schema: saidSchema,
      say: (said) => sayOf(said, context),
    });
  },
};

const pageSchema = z.looseObject({
  comments: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
  error: z.string().optional(),
});
const userSchema = z.looseObject({
  id: vendorId.optional(),
  idstr: z.string().optional(),
  screen_name: z.string().optional(),
  location: z.string().optional(),
  followers_count: count,
});
const pointedSchema = z.looseObject({
  id: vendorId,
  idstr: z.string().optional(),
  user: userSchema.nullish(),
  text: z.string().optional(),
});
const saidSchema = pointedSchema.extend({
  created_at: z.string(),
  text: z.string(),
  source: z.string().optional(),
  /** Of a comment: the status it stands under, and the comment that it answers. */
  status: pointedSchema.nullish(),
  reply_comment: pointedSchema.nullish(),
  /** Of a status: what it shares. */
  retweeted_status: pointedSchema.nullish(),
  attitudes_count: count,
  like_count: count,
  reposts_count: count,
  pic_urls: z.array(z.looseObject({ thumbnail_pic: z.string().optional() })).optional(),
  deleted: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
type Comment = z.output<typeof saidSchema>;
type Pointed = z.output<typeof pointedSchema>;

function sayOf(said: Comment, context: ReadContext | undefined): Said {
  const id = idOf(said);
  if (['1', 'true'].includes(String(said.deleted)))
    return { kind: 'item', item: { value: { externalId: id, deleted: true } } };
  const at = weiboTime(said.created_at);
  if (at === null) return { kind: 'refused', faults: [NOT_A_TIME] };
  const { user } = said;
  const under = said.reply_comment ?? said.status;
  const official = (pointed: Pointed | null | undefined) =>
    isOfficial(context, [pointed?.user?.idstr, pointed?.user?.id, pointed?.user?.screen_name]);
  // What stands under the bank's own post answers no customer and points to no feedback.
  const answers = under && !official(under) ? idOf(under) : undefined;
  if (official(said)) {
    const by = { id: userIdOf(user) ?? 'official', ...(user?.screen_name ? { name: user.screen_name } : {}) };
    return answerOf(answers, { replyId: id, text: said.text, repliedAt: at, by });
  }
  return { kind: 'item', item: { value: itemOf(said, { at, answers }), attachments: picturesOf(said) } };
}

const NOT_A_TIME: Fault = {
  path: 'created_at',
  reason: 'not-a-time',
  detail: 'expected a time as Weibo writes it, for instance Wed Jun 01 00:50:25 +0800 2011',
};

function itemOf(said: Comment, { at, answers }: { at: string; answers: string | undefined }): Record<string, unknown> {
  const { user, status } = said;
  return presentFields({
    externalId: idOf(said),
    text: wordsOf(said),
    occurredAt: at,
    url: `https://m.weibo.cn/detail/${idOf(status ?? said)}`,
    inReplyTo: answers,
    sharedFrom: said.retweeted_status ? idOf(said.retweeted_status) : undefined,
    region: user?.location?.trim() || undefined,
    author: filled({ id: userIdOf(user), name: user?.screen_name }),
    engagement: engagementOf(said),
    attributes: filled({ client: htmlToText(said.source ?? ''), underPost: status && idOf(status) }),
  });
}

function engagementOf(said: Comment): Record<string, unknown> | undefined {
  const { attitudes_count: attitudes, like_count: likes, reposts_count: shares, user } = said;
  return filled({ likes: attitudes ?? likes, shares, followers: user?.followers_count });
}

// Weibo writes this itself when somebody shares without words of their own.
const SHARED_WITHOUT_WORDS = /^(?:转发微博|轉發微博|repost)[。.]?$/i;

/** Sharing without words says the words of the other again. */
function wordsOf({ text, retweeted_status: shared }: Comment): string {
  return shared?.text && SHARED_WITHOUT_WORDS.test(text.trim()) ? shared.text : text;
}

function idOf({ id, idstr }: Pointed): string {
  return idstr || id;
}

function userIdOf(user: Comment['user']): string | undefined {
  return user?.idstr || user?.id;
}

function picturesOf({ pic_urls: pictures = [] }: Comment): { url: string }[] {
  return pictures.flatMap(({ thumbnail_pic: url }) => (url ? [{ url }] : []));
}
