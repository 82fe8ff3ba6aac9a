import {
  CASE_STATES,
  CHANNELS,
  FEEDBACK_ENDS,
  labelsSchema,
  labelValuesSchema,
  RELATION_KINDS,
} from '@hearback/contracts';
import { z } from 'zod';
import { campaignShape } from './campaign-shapes';

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
  extensionId: z.uuid().optional(),
  visitId: z.uuid().optional(),
  /** Where an unlinked feedback is from now on. */
  newCaseId: z.uuid().optional(),
  /** Where a linked feedback was until now. */
  fromCaseId: z.uuid().optional(),
});

const relation = z.object({
  kind: z.enum(RELATION_KINDS),
  of: z.uuid().nullable(),
  score: z.number(),
  because: z.array(z.string()),
  /** A person said that the relation is wrong, and took the feedback out of this case. */
  unlinked: z.object({ fromCaseId: z.uuid(), at: z.iso.datetime(), by: z.string() }).optional(),
  /** A person said that it is the same matter as this case. */
  linked: z.object({ fromCaseId: z.uuid(), at: z.iso.datetime(), by: z.string() }).optional(),
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
  team: z.string().nullable(),
  mentions: z.number().int(),
};

export const caseListAnswer = z.object({
  items: z.array(
    z.object({
      ...caseFields,
      excerpt: z.string(),
      labels: z.object({ product: label, cause: label, kind: label, sentiment: label, urgency: label }),
      relation: relation.omit({ because: true, unlinked: true, linked: true }),
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
  /** Labels that a person has set. */
  corrected: z.array(z.string()),
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
      /** The feedback that opened it. */
      openedBy: z.uuid(),
      state: z.enum(CASE_STATES),
      channel: z.enum(CHANNELS),
      openedAt: z.iso.datetime(),
      title: z.string().nullable(),
      excerpt: z.string(),
      score: z.number(),
    }),
  ),
  /** What several customers said alike, this case among them; null when nobody else did. */
  campaign: campaignShape.nullable(),
  /** Feedbacks that a person took out of this case, or said to be the same matter as another. */
  unlinked: z.array(z.object({ feedbackId: z.uuid(), caseId: z.uuid(), at: z.iso.datetime(), by: z.string() })),
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
