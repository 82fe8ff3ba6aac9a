import { CASE_STATES, problemSchema } from '@hearback/contracts';
import { z } from 'zod';
import { CALL_BACK_STATES } from './domain/call-back';

const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'must be valid Unicode without NUL');
const time = z.iso.datetime({ offset: true });
/** What the contact centre calls the call. */
const callId = words(200);

/** GET /v1/call-backs */
export const callBackListQuery = z.strictObject({
  state: z.enum(CALL_BACK_STATES).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});

/** POST /v1/call-backs/<replyId>/<outcome> */
export const CALL_BODIES = {
  spoken: z.strictObject({ callId, spokenAt: time }),
  'not-reached': z.strictObject({ callId: callId.optional(), triedAt: time.optional(), note: words(1_000).optional() }),
  'give-up': z.strictObject({ reason: words(1_000) }),
};

/** Takes no words: who has a call-back in hand is the one who asks. */
export const claimBody = z.strictObject({});

const person = z.object({ id: z.string(), name: z.string() });

export const callClaimShape = z.object({
  by: person,
  at: z.iso.datetime(),
  /** It lapses then, unless it is claimed again. */
  until: z.iso.datetime(),
});

export const callBackShape = z.object({
  replyId: z.uuid(),
  caseId: z.uuid(),
  caseState: z.enum(CASE_STATES),
  feedbackId: z.uuid(),
  sourceId: z.string(),
  /** What the contact centre calls the customer's own call: there is the number. */
  externalId: z.string().nullable(),
  /** Masked. */
  customer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
  /** What to say. */
  text: z.string(),
  requestedBy: person,
  requestedAt: z.iso.datetime(),
  /** 24 hours after the bank had the words. */
  dueAt: z.iso.datetime(),
  state: z.enum(CALL_BACK_STATES),
  /** Who has it in hand now; nobody else is to call. */
  claim: callClaimShape.nullable(),
  attempts: z.int(),
  lastTriedAt: z.iso.datetime().nullable(),
  callId: z.string().nullable(),
  spokenAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
});

export const callBackListAnswer = z.object({ items: z.array(callBackShape), next: z.string().nullable() });

export const callBackAnswer = callBackShape.extend({
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      kind: z.enum(['claimed', 'released', 'not-reached', 'spoken', 'given-up']),
      by: person,
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const callOutcomeAnswer = z.object({
  replyId: z.uuid(),
  caseId: z.uuid(),
  state: z.enum(CALL_BACK_STATES),
  attempts: z.int(),
});

/** Of a claim, and of a release: then without one. */
export const callClaimAnswer = z.object({
  replyId: z.uuid(),
  caseId: z.uuid(),
  state: z.enum(CALL_BACK_STATES),
  claim: callClaimShape.nullable(),
});

/** 409: with the claim where another has the call-back in hand. */
export const callConflict = problemSchema.extend({ claim: callClaimShape.optional() });

/** Where a page ends, in a form that callers hand back and do not read. */
export function callBackCursor({ dueAt, replyId }: { dueAt: string; replyId: string }): string {
  return Buffer.from(`${dueAt} ${replyId}`).toString('base64url');
}

/** Null when it is none of ours. */
export function readCallBackCursor(cursor: string): { dueAt: Date; replyId: string } | null {
  const [at = '', replyId = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const dueAt = new Date(at);
  return Number.isNaN(dueAt.getTime()) || !z.uuid().safeParse(replyId).success ? null : { dueAt, replyId };
}
