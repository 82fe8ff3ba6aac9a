import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { identitySchema } from '../feedback';
import { SNAPSHOT_COMPLETE, snapshotCompleteSchema } from './source-changed.v1';

/** What a person has decided about one identity. Keyed hashes only, never the number or address itself. */
export const identityDecisionSchema = z.object({
  kind: z.literal('identity'),
  type: identitySchema.shape.type,
  hash: identitySchema.shape.hash,
  /** Identities of one personId belong to one customer; absent: it stands for itself. */
  personId: z.uuid().optional(),
  /** Many people use it (a branch's or family's phone): it says nothing of who speaks. */
  shared: z.boolean(),
  changedAt: z.iso.datetime(),
});
export type IdentityDecision = z.output<typeof identityDecisionSchema>;

/** The directory's copy of what people decided about identities; a removal means that nothing is decided any more. */
export const identityChanged = defineEvent({
  topic: 'hearback.identity.changed.v1',
  key: (i) => (i.kind === 'identity' ? `${i.type}:${i.hash}` : SNAPSHOT_COMPLETE),
  id: (i) => (i.kind === 'identity' ? `${i.type}:${i.hash}@${i.changedAt}` : `${SNAPSHOT_COMPLETE}@${i.at}`),
  subject: (i) => (i.kind === 'identity' ? `${i.type}:${i.hash}` : SNAPSHOT_COMPLETE),
  time: (i) => (i.kind === 'identity' ? i.changedAt : i.at),
  settings: { partitions: 1, retentionMs: -1, compacted: true },
  schema: z.discriminatedUnion('kind', [identityDecisionSchema, snapshotCompleteSchema]),
});
export type IdentityChanged = EventOf<typeof identityChanged>;
