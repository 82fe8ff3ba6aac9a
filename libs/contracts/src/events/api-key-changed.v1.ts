import { z } from 'zod';
import { defineEvent, type EventOf } from '../define-event';
import { SNAPSHOT_COMPLETE, snapshotCompleteSchema } from './source-changed.v1';

export const API_KEY_SCOPES = ['post', 'classify', 'read', 'command', 'admin'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export const apiKeySchema = z.object({
  kind: z.literal('api-key'),
  keyId: z.string().min(1),
  name: z.string().min(1),
  /** SHA-256 (hex) of the whole bearer token; the token has 256 random bits, so no slow hash is needed. */
  tokenHash: z.string().length(64),
  scopes: z.array(z.enum(API_KEY_SCOPES)),
  /** Sources it may post for; `*` means all. */
  sourceIds: z.array(z.string()),
  changedAt: z.iso.datetime(),
});
export type ApiKey = z.output<typeof apiKeySchema>;

/** The directory's copy of its API keys; revocation is a tombstone. */
export const apiKeyChanged = defineEvent({
  topic: 'hearback.api-key.changed.v1',
  key: (k) => (k.kind === 'api-key' ? k.keyId : SNAPSHOT_COMPLETE),
  id: (k) => (k.kind === 'api-key' ? `${k.keyId}@${k.changedAt}` : `${SNAPSHOT_COMPLETE}@${k.at}`),
  subject: (k) => (k.kind === 'api-key' ? k.keyId : SNAPSHOT_COMPLETE),
  time: (k) => (k.kind === 'api-key' ? k.changedAt : k.at),
  settings: { partitions: 1, retentionMs: -1, compacted: true },
  schema: z.discriminatedUnion('kind', [apiKeySchema, snapshotCompleteSchema]),
});
export type ApiKeyChanged = EventOf<typeof apiKeyChanged>;
