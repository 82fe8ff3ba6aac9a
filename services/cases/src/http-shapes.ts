import { CASE_STATES, CHANNELS } from '@hearback/contracts';
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
