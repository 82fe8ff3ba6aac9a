import type { ReadContext } from '@hearback/channel';
import { z } from 'zod';
import { isOfficial } from './official-accounts';
import { answerOf, type Said } from './read-each';
import { count, filled, presentFields, unixTime, vendorId } from './vendor-fields';

/** The one spelling of an id: addresses encode it, and so do payloads and people who took it from there. */
export function plainDouyinId(id: string): string {
  return ENCODED_ID.test(id) ? decodeURIComponent(id) : id;
}

const ENCODED_ID = /^%40(?:[\w+/=-]|%2B|%2F|%3D)+$/i;
const commentId = vendorId.transform(plainDouyinId);
const answeredId = z
  .string()
  .nullish()
  .transform((id) => plainDouyinId(id ?? '') || undefined);

/** A comment as Douyin lists it and as its webhook tells of it. Ids are opaque text with signs that addresses must encode. */
export const douyinCommentSchema = z.looseObject({
  comment_id: commentId,
  comment_user_id: vendorId.nullish(),
  nick_name: z.string().nullish(),
  content: z.string(),
  create_time: unixTime,
  digg_count: count,
  reply_to_comment_id: answeredId,
  reply_to_item_id: answeredId,
});
export type DouyinComment = z.output<typeof douyinCommentSchema>;

/** A customer's comment, or the bank's answer to one. Videos are the bank's own, so a comment on one answers nobody. */
export function sayDouyinComment(comment: DouyinComment, context: ReadContext | undefined): Said {
  const {
    comment_id: id,
    comment_user_id: userId,
    create_time: at,
    content: text,
    reply_to_comment_id: answered,
  } = comment;
  const name = comment.nick_name?.trim() || undefined;
  // By nickname only where nothing better is told: anybody may take the bank's.
  if (isOfficial(context, [userId ?? name])) {
    const by = presentFields({ id: userId ?? name!, name }) as { id: string };
    return answerOf(answered, { replyId: id, text, repliedAt: at, by });
  }
  const value = presentFields({
    externalId: id,
    text,
    occurredAt: at,
    inReplyTo: answered,
    author: filled({ id: userId, name }),
    engagement: filled({ likes: comment.digg_count }),
    attributes: filled({ video: comment.reply_to_item_id }),
  });
  return { kind: 'item', item: { value } };
}
