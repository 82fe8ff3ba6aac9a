import { z } from 'zod';

const time = z.string().min(1).max(64);
const agent = z.object({ id: z.string().min(1).max(256), name: z.string().max(256).optional() });
const transcript = z.string().min(1).max(256);
// Sequence numbers beyond this would make one call's state larger than an event.
const sequence = z.number().int().min(0).max(2_000_000_000);

/** What one push of a contact centre can say about a call. `at` is the vendor's time of it, ISO 8601. */
export const callFactSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('started'),
    at: time.optional(),
    direction: z.enum(['inbound', 'outbound']).optional(),
  }),
  z.object({ kind: z.literal('answered'), at: time.optional(), agent: agent.optional() }),
  z.object({ kind: z.literal('ended'), at: time.optional(), durationSeconds: z.number().min(0).optional() }),
  z.object({ kind: z.literal('recording'), at: time.optional(), url: z.string().min(1).max(2_048) }),
  /** A piece of a transcript as it was heard; `final` replaces the partial ones before it. Only customers' words are kept. */
  z.object({
    kind: z.literal('words'),
    at: time.optional(),
    transcript,
    /** The order of what was said. */
    sequence,
    /** False when the vendor does not count, so that a gap between two numbers means nothing. */
    counted: z.boolean().default(true),
    text: z.string().max(20_000),
    final: z.boolean(),
    speaker: z.enum(['customer', 'agent', 'system']),
  }),
  /** A transcript began, went on without words, or ended; `last` is the sequence number that says nothing is missing. */
  z.object({ kind: z.literal('transcript-went-on'), at: time.optional(), transcript, sequence }),
  z.object({ kind: z.literal('transcript-ended'), at: time.optional(), transcript, last: sequence.optional() }),
  /** The whole of what the customer said, made from a recording. */
  z.object({ kind: z.literal('whole-transcript'), at: time.optional(), text: z.string().max(60_000) }),
  /** What the agent wrote down: what the customer wanted, and what was answered. */
  z.object({
    kind: z.literal('agent-log'),
    at: time.optional(),
    text: z.string().max(20_000),
    answer: z.string().max(20_000).optional(),
    agent: agent.optional(),
  }),
  z.object({ kind: z.literal('satisfaction'), at: time.optional(), key: z.string().min(1).max(64) }),
  /** The bank called back about the call `of`. */
  z.object({ kind: z.literal('callback'), at: time.optional(), of: z.string().min(1).max(400) }),
]);
export type CallFact = z.output<typeof callFactSchema>;

export const callAuthorSchema = z.object({
  name: z.string().max(256).optional(),
  phone: z.string().max(64).optional(),
  email: z.string().max(320).optional(),
  customerNumber: z.string().max(128).optional(),
});
export type CallAuthor = z.output<typeof callAuthorSchema>;

/** One push about one call, in Hearback's words, as a format reads it. Facts of one push are taken together. */
export const callPartSchema = z.object({
  callId: z.string().min(1).max(400),
  /** Who called, as far as this push says; an empty phone says that nobody can be known. */
  author: callAuthorSchema.optional(),
  language: z.string().max(35).optional(),
  attributes: z.record(z.string().max(64), z.string().max(900)).default({}),
  facts: z.array(callFactSchema).min(1).max(2_000),
});
export type CallPart = z.output<typeof callPartSchema>;
export type NewCallPart = z.input<typeof callPartSchema>;
