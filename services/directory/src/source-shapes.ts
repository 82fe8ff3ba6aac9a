import { CHANNELS, SOURCE_STATES } from '@hearback/contracts';
import { z } from 'zod';
import { storableText } from './storable-text';

// The bodies of the sources' HTTP interface; source-routes.ts documents them.

const record = (entries: number, length: number) =>
  z
    .record(storableText(200).min(1), storableText(length))
    .refine((given) => Object.keys(given).length <= entries, `expected at most ${entries} entries`);

const name = storableText(128).trim().min(1);
const timeZone = z.string().max(64).refine(isTimeZone, 'expected an IANA time zone, such as Asia/Shanghai');
const rate = z.strictObject({
  itemsPerSecond: z.number().positive().max(1_000_000),
  burst: z.number().positive().max(10_000_000),
});
const settings = record(100, 2_000);
const mapping = record(200, 200);
const credentials = record(20, 16_384);
/** What it must look like is for its format to say. */
const secret = z.string().min(1).max(512);

export const newSourceBody = z.strictObject({
  /** Made up when it is not given; never used twice, because the ids of feedback derive from it. */
  sourceId: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'expected small letters, digits and hyphens')
    .optional(),
  channel: z.enum(CHANNELS),
  name,
  format: z.string().min(1).max(64).optional(),
  timeZone: timeZone.default('Asia/Shanghai'),
  rate: rate.optional(),
  settings: settings.default({}),
  mapping: mapping.default({}),
  secret: secret.optional(),
  credentials: credentials.nullable().default(null),
});

export const changedSourceBody = z
  .strictObject({
    name,
    timeZone,
    rate,
    settings,
    mapping,
    state: z.enum(SOURCE_STATES),
    /** null takes them away. */
    credentials: credentials.nullable(),
  })
  .partial();

const LONGEST_OVERLAP_SECONDS = 30 * 86_400;

export const rotateSecretBody = z.strictObject({
  /** What the vendor was given or has made; without it one is made here and shown once. */
  secret: secret.optional(),
  /** How long the secrets before it go on being believed. */
  overlapSeconds: z.int().min(0).max(LONGEST_OVERLAP_SECONDS),
});

export const sourceView = z.object({
  sourceId: z.string(),
  channel: z.enum(CHANNELS),
  name: z.string(),
  format: z.string().optional(),
  timeZone: z.string(),
  state: z.enum(SOURCE_STATES),
  signed: z.boolean(),
  /** Newest first: until when each is believed, null without an end. Never the secrets. */
  secrets: z.array(z.object({ until: z.iso.datetime().nullable() })),
  hasCredentials: z.boolean(),
  settings: z.record(z.string(), z.string()),
  mapping: z.record(z.string(), z.string()),
  isDefault: z.boolean(),
  rate: z.object({ itemsPerSecond: z.number(), burst: z.number() }),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});

/** `secret` only when it was made here, and in this answer only (and its repetitions within a day). */
export const sourceAnswer = sourceView.extend({ secret: z.string().optional() });

export const sourcesAnswer = z.object({ items: z.array(sourceView), next: z.null() });

export const formatsAnswer = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      channels: z.array(z.enum(CHANNELS)),
      proof: z.enum(['signature', 'address', 'bearer']),
    }),
  ),
  next: z.null(),
});

export const sourceChangesAnswer = z.object({
  items: z.array(
    z.object({
      action: z.enum(['created', 'changed', 'secret-rotated', 'removed']),
      before: z.looseObject({}),
      after: z.looseObject({}),
      by: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  next: z.null(),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
