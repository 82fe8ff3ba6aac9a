import {
  CAUSES,
  EXTENDABLE_PROMISES,
  KINDS,
  PRODUCTS,
  SENTIMENTS,
  URGENCIES,
  VISIT_OUTCOMES,
  WITHDRAWAL_REASONS,
} from '@hearback/contracts';
import { z } from 'zod';
import type { Command } from './domain/command';

const version = z.number().int().min(1);
const words = z
  .string()
  .max(20_000)
  .refine((text) => text.trim() !== '', 'must not be empty')
  // PostgreSQL keeps neither NUL nor half a character.
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'must be valid Unicode without NUL');
const reason = words.max(1_000);
const time = z.iso.datetime({ offset: true });
// Ids are compared as text in places, and PostgreSQL writes them in lower case.
const id = z.uuid().toLowerCase();

/** Bodies of POST /v1/cases/<id>/<command>, by command. */
export const COMMAND_BODIES = {
  assign: z.strictObject({ version, assignee: words.max(200), team: words.max(200).optional() }),
  note: z.strictObject({ version, text: words }),
  reply: z.strictObject({
    version,
    text: words,
    by: z.enum(['channel', 'logged']),
    repliedAt: time.optional(),
    feedbackId: id.optional(),
  }),
  'confirm-reply': z.strictObject({ version, replyId: id, evidence: reason }),
  resolve: z.strictObject({ version }),
  reopen: z.strictObject({ version, reason }),
  withdraw: z.strictObject({ version, reason: z.enum(WITHDRAWAL_REASONS), note: words.optional() }),
  extend: z.strictObject({ version, promise: z.enum(EXTENDABLE_PROMISES), reason }),
  'approve-extension': z.strictObject({ version, extensionId: id, noticeAt: time.optional() }),
  'follow-up': z.strictObject({
    version,
    outcome: z.enum(VISIT_OUTCOMES),
    visitedAt: time.optional(),
    note: words.optional(),
  }),
  unlink: z.strictObject({ version, feedbackId: id, reason }),
  link: z.strictObject({ version, feedbackId: id, reason }),
  reclassify: z
    .strictObject({
      version,
      product: z.enum(PRODUCTS).optional(),
      cause: z.enum(CAUSES).optional(),
      kind: z.enum(KINDS).optional(),
      sentiment: z.enum(SENTIMENTS).optional(),
      urgency: z.enum(URGENCIES).optional(),
    })
    .refine((body) => Object.keys(body).length > 1, 'must name at least one label'),
} as const satisfies Record<Command['kind'], z.ZodObject>;
export type CommandName = keyof typeof COMMAND_BODIES;

export interface ReadCommand {
  version: number;
  feedbackId?: string | undefined;
  command: Command;
}

/** A body that the schema of this command has read, as the domain knows it. */
export function commandOf(name: CommandName, body: z.output<(typeof COMMAND_BODIES)[CommandName]>): ReadCommand {
  const { version: decidedOn, feedbackId, ...fields } = body as { version: number; feedbackId?: string };
  // A label is called `kind` too.
  const command = name === 'reclassify' ? { kind: name, labels: fields } : { ...fields, kind: name };
  return { version: decidedOn, feedbackId, command: command as Command };
}
