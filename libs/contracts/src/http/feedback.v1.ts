import { z } from 'zod';

/** An item of POST /v1/feedback as integrators write it. Unknown fields are refused by name. */
export const feedbackItemSchema = z
  .strictObject({
    text: z.string().optional(),
    title: z.string().optional(),
    externalId: z.string().min(1).max(512).optional(),
    /** ISO 8601; without a zone it is read in the source's zone. */
    occurredAt: z.string().optional(),
    updatedAt: z.string().optional(),
    author: z
      .strictObject({
        id: z.string().optional(),
        name: z.string().optional(),
        phone: z.string().optional(),
        email: z.string().optional(),
        customerNumber: z.string().optional(),
        kind: z.enum(['individual', 'government', 'enterprise']).optional(),
      })
      .optional(),
    rating: z.strictObject({ stars: z.number().int().min(1).max(5) }).optional(),
    url: z.string().max(2_048).optional(),
    language: z.string().max(35).optional(),
    region: z.string().max(128).optional(),
    branch: z.string().max(128).optional(),
    /** externalId, within the same source, of what this answers or shares. */
    inReplyTo: z.string().min(1).max(512).optional(),
    sharedFrom: z.string().min(1).max(512).optional(),
    engagement: z
      .strictObject({
        likes: z.number().int().min(0).optional(),
        shares: z.number().int().min(0).optional(),
        followers: z.number().int().min(0).optional(),
      })
      .optional(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'FeedbackItem' });
export type FeedbackItem = z.output<typeof feedbackItemSchema>;

/**
 * An item of POST /v1/feedback that says nothing new: the source has deleted what it called `externalId`. Words beside it
 * are refused by name, because they would be lost.
 */
export const deletedItemSchema = z
  .strictObject({
    externalId: z.string().min(1).max(512),
    deleted: z.literal(true),
    /** When it was deleted; ISO 8601. */
    updatedAt: z.string().optional(),
  })
  .meta({ id: 'DeletedItem' });
export type DeletedItem = z.output<typeof deletedItemSchema>;

/** POST /v1/replies: a reply made outside Hearback. Either externalId or feedbackId says which feedback it answers. */
export const replyItemSchema = z
  .strictObject({
    externalId: z.string().min(1).max(512).optional(),
    feedbackId: z.uuid().optional(),
    replyId: z.string().min(1).max(512).optional(),
    text: z.string().min(1).max(20_000),
    repliedAt: z.string(),
    by: z.strictObject({ id: z.string().min(1), name: z.string().optional() }),
    automatic: z.boolean().default(false),
  })
  .meta({ id: 'ReplyItem' });
export type ReplyItem = z.output<typeof replyItemSchema>;

/** The answer to POST /v1/feedback: 202 when at least one item was accepted, else a 422 problem with the same two members. */
export interface FeedbackAnswer {
  accepted: { index: number; feedbackId: string; repeatable: boolean }[];
  refused: { index: number; reason: string; detail: string }[];
}
