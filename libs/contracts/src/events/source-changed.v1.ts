import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { CHANNELS } from '../vocabulary';

export const SNAPSHOT_COMPLETE = 'snapshot-complete';

/** The directory has published everything of this topic again; whoever read so far knows all there is. */
export const snapshotCompleteSchema = z.object({ kind: z.literal(SNAPSHOT_COMPLETE), at: z.iso.datetime() });

export const sourceSchema = z.object({
  kind: z.literal('source'),
  sourceId: z.string().min(1),
  channel: z.enum(CHANNELS),
  name: z.string().min(1),
  /** The format of what its vendor posts to /v1/hooks/<sourceId>; absent for sources that post Hearback's own items. */
  format: z.string().optional(),
  /** IANA zone of times that come without one. */
  timeZone: z.string().default('Asia/Shanghai'),
  /** The vendor's signing secret, AES-256-GCM, base64url; absent when the source is not signed. */
  secretEncrypted: z.string().optional(),
  /** What a caller gets who names no source on this channel. */
  isDefault: z.boolean(),
  /** Items a second and at most at once; beyond it 429. */
  rate: z.object({ itemsPerSecond: z.number().positive(), burst: z.number().positive() }),
  /** Keyed hashes of phones that many people share (the bank's own lines, branches, families): never an identity. */
  sharedIdentities: z.array(z.string()).default([]),
  /** `paused`: takes nothing, asks nothing and sends nothing until it is active again. */
  state: z.enum(['active', 'paused']).default('active'),
  /** Of the format, for instance an app's id; `baseUrl` and `proxy` of the vendor's interface among them. */
  settings: z.record(z.string(), z.string()).default({}),
  /** Hearback's field by the vendor's path, for formats whose fields every customer names otherwise. */
  mapping: z.record(z.string(), z.string()).default({}),
  /** A JSON object of what asking the vendor needs (a token, a private key), AES-256-GCM, base64url. */
  credentialsEncrypted: z.string().optional(),
  changedAt: z.iso.datetime(),
});
export type Source = z.output<typeof sourceSchema>;

/** The directory's copy of its sources; removal is a tombstone (a record without a value). */
export const sourceChanged = defineEvent({
  topic: 'hearback.source.changed.v1',
  key: (s) => (s.kind === 'source' ? s.sourceId : SNAPSHOT_COMPLETE),
  id: (s) => (s.kind === 'source' ? `${s.sourceId}@${s.changedAt}` : `${SNAPSHOT_COMPLETE}@${s.at}`),
  subject: (s) => (s.kind === 'source' ? s.sourceId : SNAPSHOT_COMPLETE),
  time: (s) => (s.kind === 'source' ? s.changedAt : s.at),
  settings: { partitions: 1, retentionMs: -1, compacted: true },
  schema: z.discriminatedUnion('kind', [sourceSchema, snapshotCompleteSchema]),
});
export type SourceChanged = EventOf<typeof sourceChanged>;
