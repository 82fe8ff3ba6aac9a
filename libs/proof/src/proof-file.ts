import { CHANNELS, CLOCK_STATES, ESCALATION_ROLES, PROMISES } from '@hearback/contracts';
import { z } from 'zod';

/** What this version writes and reads. Another layout or another meaning of a field is another format. */
export const PROOF_FORMAT = 'hearback-proof/1';

// One spelling of every time: what is hashed is the text, and a second spelling would be a change that no hash shows.
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const time = z.string().refine(isTime, 'expected a UTC time with milliseconds such as 2026-02-16T00:00:00.000Z');
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const whole = z.number().int().min(0);
const text = z.string();
const textOrNull = z.string().nullable();

function isTime(value: string): boolean {
  if (!TIME.test(value)) return false;
  const at = new Date(value);
  return !Number.isNaN(at.getTime()) && at.toISOString() === value;
}

const questionSchema = z.strictObject({
  /** Promises started from here … */
  from: time,
  /** … and before here. */
  to: time,
  /** As known then; a promise still running is missed from the first moment after its due time. */
  asOf: time,
  promises: z.array(z.enum(PROMISES)).min(1),
});

const sealedDaySchema = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d$/), whole.min(1), digest]);

export const checkpointSchema = z.strictObject({
  number: whole.min(1),
  sealedAt: time,
  events: whole.min(1),
  daysRoot: digest,
  previousRoot: digest,
  root: digest,
  signature: text.min(1),
  keyId: text.min(1),
});

/** A day's root as an earlier checkpoint left it: tells the place of a fault more exactly, proves nothing more. */
const markSchema = z.strictObject({ day: text, checkpoint: whole.min(1), events: whole.min(1), root: digest });

const excludedSchema = z.strictObject({ reason: text, count: whole.min(1), clockIds: z.array(text) });

const claimSchema = z.strictObject({
  figure: z.strictObject({
    met: whole,
    confirmed: whole,
    missed: whole,
    running: whole,
    withdrawn: whole,
    rate: z.number().nullable(),
    rateText: textOrNull,
  }),
  /** Promises of the cohort in no rate, by reason; reasons and ids in the order of their UTF-16 units. */
  excluded: z.array(excludedSchema),
});

/** All of a proof but its events. */
export const proofHeadSchema = z.strictObject({
  format: z.literal(PROOF_FORMAT),
  question: questionSchema,
  claim: claimSchema,
  checkpoint: checkpointSchema,
  /** Raw 32 bytes, base64url. */
  publicKey: text,
  /** Every day that has events, in order, as of the checkpoint. */
  days: z.array(sealedDaySchema),
  marks: z.array(markSchema).default([]),
  /** The terms of the promises in words, for readers. Not covered by any hash. */
  terms: z.array(text).default([]),
});

const warning = z.looseObject({ secondsLeft: z.number().int(), to: z.enum(ESCALATION_ROLES) });
const due = { dueAt: time, provisional: z.boolean(), calendarVersion: textOrNull, warnings: z.array(warning) };
const labels = { product: text, cause: text, kind: text };
const answerable = { owner: textOrNull, team: textOrNull };
const subject = {
  caseId: text,
  promise: z.enum(PROMISES),
  term: text,
  instance: whole,
  feedbackId: text,
  channel: z.enum(CHANNELS),
  sourceId: text,
  branch: textOrNull,
};
const restated = {
  reason: z.enum(['facts', 'calendar', 'labels', 'policy']),
  state: z.enum(CLOCK_STATES),
  fulfilledAt: time.nullable(),
  fulfilledBy: textOrNull,
  confirmed: z.boolean(),
  withdrawnReason: textOrNull,
};
const envelope = {
  clockId: text,
  sequence: whole.min(1),
  /** Order of the seal among all events of the deployment; orders the list, is not hashed. */
  position: whole,
  effectiveAt: time,
  recordedAt: time,
  policyVersion: text,
  hash: digest,
};
// What was hashed may carry more than this version reads; the hash covers it all the same.
const said = <K extends string, S extends z.ZodRawShape>(kind: K, data: S) =>
  z.strictObject({ ...envelope, kind: z.literal(kind), data: z.looseObject(data) });

/** One event of a proof. */
export const proofEventSchema = z.discriminatedUnion('kind', [
  said('activated', { ...subject, ...labels, ...due, startedAt: time }),
  said('warned', { secondsLeft: z.number().int(), to: z.enum(ESCALATION_ROLES) }),
  said('fulfilled', { ...answerable, by: text, confirmed: z.boolean() }),
  said('breached', answerable),
  said('extended', { ...due, extensionId: text, requestedBy: text, approvedBy: text, reason: text }),
  said('withdrawn', { reason: text }),
  said('restated', { ...labels, ...due, ...answerable, ...restated }),
]);

export type ProofQuestion = z.output<typeof questionSchema>;
export type ProofClaim = z.output<typeof claimSchema>;
export type ProofMark = z.output<typeof markSchema>;
export type ProofHead = z.output<typeof proofHeadSchema>;
export type ProofEvent = z.output<typeof proofEventSchema>;

/** A proof as it is written to a file: everything that it takes to recompute a figure, without asking anyone. */
export type ProofFile = Omit<z.input<typeof proofHeadSchema>, 'days'> & {
  days: readonly (readonly [day: string, events: number, root: string])[];
  events: readonly ProofEvent[];
};
