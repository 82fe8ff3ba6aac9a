import type { ApiKey, ApiKeyChanged, Channel, Source, SourceChanged } from '@hearback/contracts';
import { hashToken } from './bearer-token';

/**
 * What the directory has published so far, indexed for lookups on the hot path. Records and tombstones go in, in the order
 * of their topic; the last one of an id counts, so reading the topic again changes nothing.
 */
export interface AccessIndex {
  applyApiKey(id: string, record: ApiKeyChanged | null): void;
  applySource(id: string, record: SourceChanged | null): void;
  /** Whether the directory has said of this topic that all of it was published. */
  snapshotRead: { apiKeys: boolean; sources: boolean };
  apiKeyOf(token: string): ApiKey | null;
  sourceOf(id: string): Source | null;
  sourcesOf(channel: Channel): Source[];
  defaultSource(channel: Channel): Source | null;
}

// Only tokens that are known get in, so strangers cannot fill it; beyond the bound it starts anew.
const HASH_CACHE_SIZE = 10_000;

export function accessIndex(): AccessIndex {
  const snapshotRead = { apiKeys: false, sources: false };
  const keys = apiKeyIndex();
  const sources = new Map<string, Source>();
  const sourcesOf = (channel: Channel) => [...sources.values()].filter((source) => source.channel === channel);
  return {
    snapshotRead,
    applyApiKey: (id, record) => {
      if (record?.kind === 'snapshot-complete') snapshotRead.apiKeys = true;
      else keys.set(id, record);
    },
    applySource: (id, record) => {
      if (record?.kind === 'snapshot-complete') snapshotRead.sources = true;
      else if (record) sources.set(id, record);
      else sources.delete(id);
    },
    apiKeyOf: keys.of,
    sourceOf: (id) => sources.get(id) ?? null,
    sourcesOf,
    defaultSource: (channel) => sourcesOf(channel).find((source) => source.isDefault) ?? null,
  };
}

function apiKeyIndex() {
  const byId = new Map<string, ApiKey>();
  const byHash = new Map<string, ApiKey>();
  const hashes = new Map<string, string>();
  return {
    set(id: string, key: ApiKey | null): void {
      const before = byId.get(id);
      if (before) byHash.delete(before.tokenHash);
      if (!key) {
        byId.delete(id);
        return;
      }
      byId.set(id, key);
      byHash.set(key.tokenHash, key);
    },
    of(token: string): ApiKey | null {
      const cached = hashes.get(token);
      if (cached !== undefined) return byHash.get(cached) ?? null;
      const hash = hashToken(token);
      const key = byHash.get(hash) ?? null;
      if (key) {
        if (hashes.size >= HASH_CACHE_SIZE) hashes.clear();
        hashes.set(token, hash);
      }
      return key;
    },
  };
}
