import {
  CASE_STATES,
  CHANNELS,
  FEEDBACK_ENDS,
  labelsSchema,
  labelValuesSchema,
  RELATION_KINDS,
} from '@hearback/contracts';
import { z } from 'zod';

const version = z.number().int().min(1);
const words = z
  .string()
  .max(20_000)
  .refine((text) => text.trim() !== '', 'must not be empty')
  // PostgreSQL keeps neither NUL nor half a character.
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'must be valid Unicode without NUL');

/** Bodies of POST /v1/cases/<id>/<command>, by command. */
export const COMMAND_BODIES = {
  assign: z.strictObject({ version, assignee: words.max(200) }),
  note: z.strictObject({ version, text: words }),
  reply: z.strictObject({
    version,
    text: words,
    by: z.enum(['channel', 'logged']),
    repliedAt: z.iso.datetime({ offset: true }).optional(),
    feedbackId: z.uuid().optional(),
  }),
  resolve: z.strictObject({ version }),
  reopen: z.strictObject({ version, reason: words.max(1_000) }),
} as const;
export type CommandName = keyof typeof COMMAND_BODIES;

export const caseListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
  state: z.enum(CASE_STATES).optional(),
  channel: z.enum(CHANNELS).optional(),
});

export const commandAnswer = z.object({
  caseId: z.uuid(),
  version: z.number().int(),
  state: z.enum(CASE_STATES),
  noteId: z.uuid().optional(),
  replyId: z.uuid().optional(),
});

const relation = z.object({
  kind: z.enum(RELATION_KINDS),
  of: z.uuid().nullable(),
  score: z.number(),
  because: z.array(z.string()),
});

export const feedbackAnswer = z.object({
  feedbackId: z.uuid(),
  state: z.enum(FEEDBACK_ENDS),
  caseId: z.uuid().nullable(),
  relation: relation.nullable(),
  labels: labelsSchema.nullable(),
  deliveries: z.number().int(),
  revision: z.number().int(),
  parked: z.object({ service: z.string(), reason: z.string(), at: z.iso.datetime() }).optional(),
});

const label = z.object({ value: z.string(), confidence: z.number(), needsReview: z.boolean() });
const caseFields = {
  caseId: z.uuid(),
  version: z.number().int(),
  state: z.enum(CASE_STATES),
  channel: z.enum(CHANNELS),
  openedAt: z.iso.datetime(),
  title: z.string().nullable(),
  assignee: z.string().nullable(),
  mentions: z.number().int(),
};

export const caseListAnswer = z.object({
  items: z.array(
    z.object({
      ...caseFields,
      excerpt: z.string(),
      labels: z.object({ product: label, cause: label, kind: label, sentiment: label, urgency: label }),
      relation: relation.omit({ because: true }),
      feedbacks: z.number().int(),
      lookalikes: z.number().int(),
    }),
  ),
  next: z.string().nullable(),
});

const rating = z.object({ stars: z.number().int() }).nullable();
const content = { title: z.string().nullable(), text: z.string(), rating, receivedAt: z.iso.datetime() };

export const caseAnswer = z.object({
  ...caseFields,
  openedBy: z.uuid(),
  clusterId: z.uuid(),
  labels: labelValuesSchema,
  relation: relation.extend({ targetMissing: z.boolean() }).nullable(),
  feedbackCount: z.number().int(),
  feedbacks: z.array(
    z.object({
      ...content,
      feedbackId: z.uuid(),
      state: z.enum(['opened', 'joined', 'mention']),
      channel: z.enum(CHANNELS),
      sourceId: z.string(),
      branch: z.string().nullable(),
      url: z.string().nullable(),
      occurredAt: z.iso.datetime(),
      customer: z.object({
        kind: z.string(),
        name: z.string().nullable(),
        region: z.string().nullable(),
        anonymous: z.boolean(),
      }),
      relation: relation.extend({ targetMissing: z.boolean() }),
      labels: labelsSchema,
      revision: z.number().int(),
      deliveries: z.number().int(),
      revisions: z.array(
        z.object({ ...content, revision: z.number().int(), outdated: z.boolean(), substantive: z.boolean() }),
      ),
    }),
  ),
  timeline: z.array(
    z.object({
      version: z.number().int(),
      at: z.iso.datetime(),
      kind: z.string(),
      by: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  links: z.array(
    z.object({
      caseId: z.uuid(),
      state: z.enum(CASE_STATES),
      channel: z.enum(CHANNELS),
      openedAt: z.iso.datetime(),
      title: z.string().nullable(),
      excerpt: z.string(),
      score: z.number(),
    }),
  ),
});

/** Where a page ends, in a form that callers hand back and do not read. */
export function cursorOf({ openedAt, caseId }: { openedAt: string; caseId: string }): string {
  return Buffer.from(`${openedAt} ${caseId}`).toString('base64url');
}

/** Null when it is none of ours. */
export function readCursor(cursor: string): { openedAt: Date; caseId: string } | null {
  const [at = '', caseId = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const openedAt = new Date(at);
  if (Number.isNaN(openedAt.getTime()) || !z.uuid().safeParse(caseId).success) return null;
  return { openedAt, caseId };
}
