import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { deterministicId } from '../deterministic-id';
import { labelValuesSchema } from '../labels';
import { EXTENDABLE_PROMISES } from '../promises';
import { CASE_STATES, CHANNELS, VISIT_OUTCOMES, WITHDRAWAL_REASONS } from '../vocabulary';

const topic = 'hearback.case.changed.v1';

/** A feedback as the promises see it: who spoke, when the bank had it, never what was said. */
export const caseFeedbackSchema = z.object({
  feedbackId: z.uuid(),
  receivedAt: z.iso.datetime(),
  channel: z.enum(CHANNELS),
  sourceId: z.string().min(1),
  customerKey: z.string().min(1),
  branch: z.string().optional(),
});
export type CaseFeedback = z.output<typeof caseFeedbackSchema>;

/** A person said that the feedback is the same matter; until then it was in another case. */
const linkedSchema = z.object({ fromCaseId: z.uuid(), by: z.string(), reason: z.string() });

export const caseChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), feedback: caseFeedbackSchema }),
  /** Where a person `linked` it, it and the replies to it belong to this case from the beginning. */
  z.object({
    kind: z.literal('feedback-joined'),
    feedback: caseFeedbackSchema,
    linked: linkedSchema.optional(),
  }),
  z.object({ kind: z.literal('mention-added'), feedbackId: z.uuid(), linked: linkedSchema.optional() }),
  /** `receivedAt` is when this revision reached the edge; only a substantive one may start a promise, after the answer. */
  z.object({
    kind: z.literal('feedback-revised'),
    feedbackId: z.uuid(),
    revision: z.number().int(),
    substantive: z.boolean(),
    receivedAt: z.iso.datetime(),
  }),
  /** An earlier feedback, unknown before, has arrived: the case's relation now points to it. */
  z.object({ kind: z.literal('linked'), feedbackId: z.uuid(), of: z.uuid(), relation: z.string() }),
  /** The source shows the feedback no more. It was said all the same: the case and its promises stay as they are. */
  z.object({ kind: z.literal('source-deleted'), feedbackId: z.uuid(), deletedAt: z.iso.datetime() }),
  z.object({ kind: z.literal('assigned'), assignee: z.string(), team: z.string().optional(), by: z.string() }),
  z.object({ kind: z.literal('noted'), noteId: z.uuid(), by: z.string() }),
  z.object({
    kind: z.literal('replied'),
    replyId: z.uuid(),
    /** The feedback answered; the reply covers the case's feedbacks of the same customer received until repliedAt. */
    feedbackId: z.uuid(),
    customerKey: z.string(),
    repliedAt: z.iso.datetime(),
    origin: z.enum(['logged', 'observed']),
    automatic: z.boolean(),
    /** Says something of substance: not empty, not only an acknowledgement. */
    substantive: z.boolean(),
    by: z.string(),
  }),
  /** On its way out through the channel; it answers nobody until it is delivered, which is `replied`. */
  z.object({ kind: z.literal('reply-requested'), replyId: z.uuid(), feedbackId: z.uuid(), by: z.string() }),
  /** It did not reach the customer, or nobody knows (`unknown`). */
  z.object({ kind: z.literal('reply-failed'), replyId: z.uuid(), feedbackId: z.uuid(), reason: z.string() }),
  /** A second person vouches for a reply that was logged after its promise was due; `evidence` says where it can be seen. */
  z.object({ kind: z.literal('reply-confirmed'), replyId: z.uuid(), by: z.string(), evidence: z.string() }),
  z.object({ kind: z.literal('resolved'), by: z.string() }),
  z.object({ kind: z.literal('reopened'), by: z.string(), reason: z.string() }),
  z.object({
    kind: z.literal('followed-up'),
    visitId: z.uuid(),
    outcome: z.enum(VISIT_OUTCOMES),
    visitedAt: z.iso.datetime(),
    by: z.string(),
  }),
  z.object({ kind: z.literal('withdrawn'), by: z.string(), reason: z.enum(WITHDRAWAL_REASONS) }),
  /** Asked for by one person; it extends nothing until another approves. */
  z.object({
    kind: z.literal('extension-requested'),
    extensionId: z.uuid(),
    promise: z.enum(EXTENDABLE_PROMISES),
    reason: z.string(),
    by: z.string(),
  }),
  /** `noticeAt`: when the customer was told, where the law asks for that. */
  z.object({
    kind: z.literal('extended'),
    extensionId: z.uuid(),
    promise: z.enum(EXTENDABLE_PROMISES),
    reason: z.string(),
    requestedBy: z.string(),
    by: z.string(),
    noticeAt: z.iso.datetime().optional(),
  }),
  /** This feedback, and the replies to it, belong to `toCaseId` from the beginning. */
  z.object({
    kind: z.literal('feedback-unlinked'),
    feedbackId: z.uuid(),
    toCaseId: z.uuid(),
    by: z.string(),
    reason: z.string(),
  }),
  /** The labels beside the change are the corrected ones. */
  z.object({ kind: z.literal('reclassified'), by: z.string() }),
  /** Another model labelled the words again; the labels beside the change are its own, but for those people corrected. */
  z.object({ kind: z.literal('relabelled'), feedbackId: z.uuid(), modelVersion: z.string().min(1) }),
]);
export type CaseChange = z.output<typeof caseChangeSchema>;

/** What happened to a case, one change for each version; ids, times and labels, never text. */
export const caseChanged = defineEvent({
  topic,
  key: (c) => c.caseId,
  id: (c) => deterministicId(topic, c.caseId, c.caseVersion),
  subject: (c) => c.caseId,
  time: (c) => c.changedAt,
  settings: { retentionMs: -1 },
  schema: z.object({
    caseId: z.uuid(),
    /** 1 for `opened`, then without gaps. */
    caseVersion: z.number().int().min(1),
    changedAt: z.iso.datetime(),
    state: z.enum(CASE_STATES),
    /** The channel and labels of the case at this version. */
    channel: z.enum(CHANNELS),
    labels: labelValuesSchema,
    change: caseChangeSchema,
  }),
});
export type CaseChanged = EventOf<typeof caseChanged>;
