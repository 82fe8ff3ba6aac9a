import { CHANNELS } from '@hearback/contracts';
import { z } from 'zod';
import { REFUSAL_STATES } from './domain/refusal';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const id = z.uuid().toLowerCase();
const name = z.string().min(1).max(200);
const filter = {
  from: time.optional(),
  to: time.optional(),
  sourceId: name.optional(),
  reason: name.optional(),
  format: name.optional(),
};

/** GET /v1/refused */
export const refusalListQuery = z.strictObject({
  ...filter,
  state: z.enum(REFUSAL_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});

/** POST /v1/refused/replay: some by id, or all open ones of a range. */
export const replayBody = z
  .strictObject({ ids: z.array(id).min(1).max(1_000).optional(), ...filter })
  .refine(({ ids, ...range }) => (ids === undefined) !== Object.values(range).every((value) => value === undefined), {
    message: 'expected either ids, or at least one of from, to, sourceId, reason and format',
  });

/** POST /v1/refused/<id>/dismiss */
export const dismissBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(1_000)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text), 'must be valid Unicode without NUL'),
});

const reasons = z.array(z.object({ path: z.string(), reason: z.string(), detail: z.string() }));

export const refusalShape = z.object({
  refusedId: z.uuid(),
  sourceId: z.string(),
  channel: z.enum(CHANNELS),
  receivedAt: z.iso.datetime(),
  format: z.string(),
  /** Of the last reading. */
  reasons,
  /** Only its beginning was kept, so it cannot be read again. */
  truncated: z.boolean(),
  state: z.enum(REFUSAL_STATES),
  /** Since when it is being read again; null when it is not. */
  replayingSince: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** What it became when it was read again, or the accepted correction that superseded it. */
  feedbackIds: z.array(z.uuid()),
});

export const refusalListAnswer = z.object({ items: z.array(refusalShape), next: z.string().nullable() });

export const openBySourceAnswer = z.object({
  items: z.array(z.object({ sourceId: z.string(), open: z.int(), oldestAt: z.iso.datetime() })),
  next: z.null(),
});

export const refusalAnswer = refusalShape.extend({
  /** Null once it was forgotten, 30 days after the refusal was closed. */
  original: z
    .object({
      /** Contact data masked; null when it was sealed with another HEARBACK_SECRET. */
      text: z.string().nullable(),
      /** In which its bytes were read to be shown (`utf-8`, `gb18030`, `big5`, `utf-16le`, `utf-16be`); null when that is not sure. */
      encoding: z.string().nullable(),
      bytes: z.int().nullable(),
      headers: z.record(z.string(), z.string()),
      index: z.int().nullable(),
      serviceVersion: z.string(),
    })
    .nullable(),
  history: z.array(
    z.object({
      at: z.iso.datetime(),
      kind: z.enum(['replay-requested', 'replayed', 'refused-again', 'dismissed', 'superseded']),
      by: z.object({ id: z.string(), name: z.string() }).nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const replayAnswer = z.object({
  replayId: z.uuid(),
  requested: z.int(),
  skipped: z.array(
    z.object({ refusedId: z.uuid(), why: z.enum(['unknown', 'truncated', 'replayed', 'dismissed', 'superseded']) }),
  ),
});

export const dismissAnswer = z.object({ refusedId: z.uuid(), state: z.literal('dismissed') });

export function refusalCursor({ receivedAt, refusedId }: { receivedAt: string; refusedId: string }): string {
  return Buffer.from(`${receivedAt} ${refusedId}`).toString('base64url');
}

/** Null when it is none of ours. */
export function readRefusalCursor(cursor: string): { receivedAt: Date; refusedId: string } | null {
  const [at = '', refusedId = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const receivedAt = new Date(at);
  return Number.isNaN(receivedAt.getTime()) || !z.uuid().safeParse(refusedId).success
    ? null
    : { receivedAt, refusedId };
}
