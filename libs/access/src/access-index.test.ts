import type { ApiKey, Source } from '@hearback/contracts';
import { accessIndex } from './access-index';
import { hashToken } from './bearer-token';

const at = '2026-03-02T12:00:00.000Z';
const apiKey = (keyId: string, token: string): ApiKey => ({
  kind: 'api-key',
  keyId,
  name: keyId,
  tokenHash: hashToken(token),
  scopes: ['post'],
  sourceIds: ['*'],
  changedAt: at,
});
const source = (sourceId: string, over: Partial<Source> = {}): Source => ({
  kind: 'source',
  sourceId,
  channel: 'hotline',
  name: sourceId,
  timeZone: 'Asia/Shanghai',
  isDefault: false,
  rate: { itemsPerSecond: 10, burst: 20 },
  sharedIdentities: [],
  state: 'active',
  settings: {},
  mapping: {},
  changedAt: at,
  ...over,
});
const complete = { kind: 'snapshot-complete', at } as const;

test('a key is found by its token, and no longer after its tombstone, also when it was looked up before', () => {
  const index = accessIndex();
  index.applyApiKey('k1', apiKey('k1', 'token-1'));
  expect(index.apiKeyOf('token-1')).toEqual(apiKey('k1', 'token-1'));
  index.applyApiKey('k1', null);
  expect(index.apiKeyOf('token-1')).toBeNull();
});

test('a key that got another token is no longer found by the old one', () => {
  const index = accessIndex();
  index.applyApiKey('k1', apiKey('k1', 'old'));
  index.applyApiKey('k1', apiKey('k1', 'new'));
  expect([index.apiKeyOf('old'), index.apiKeyOf('new')?.keyId]).toEqual([null, 'k1']);
});

test('a token asked for before its key arrived is found afterwards', () => {
  const index = accessIndex();
  expect(index.apiKeyOf('early')).toBeNull();
  index.applyApiKey('k1', apiKey('k1', 'early'));
  expect(index.apiKeyOf('early')?.keyId).toBe('k1');
});

test('each topic is complete only after its own snapshot record, and a later one or an unknown tombstone changes nothing', () => {
  const index = accessIndex();
  expect(index.snapshotRead).toEqual({ apiKeys: false, sources: false });
  index.applyApiKey('snapshot-complete', complete);
  expect(index.snapshotRead).toEqual({ apiKeys: true, sources: false });
  index.applySource('snapshot-complete', complete);
  index.applySource('snapshot-complete', complete);
  index.applySource('never-seen', null);
  index.applyApiKey('never-seen', null);
  expect(index.snapshotRead).toEqual({ apiKeys: true, sources: true });
});

test('sources are found by id and by channel, the default by its mark, and removal is obeyed', () => {
  const index = accessIndex();
  index.applySource('a', source('a'));
  index.applySource('b', source('b', { isDefault: true }));
  index.applySource('c', source('c', { channel: 'social', isDefault: true }));
  expect(index.sourceOf('a')).toEqual(source('a'));
  expect(index.sourcesOf('hotline').map((s) => s.sourceId)).toEqual(['a', 'b']);
  expect(index.defaultSource('hotline')?.sourceId).toBe('b');
  expect(index.defaultSource('branch')).toBeNull();
  index.applySource('b', null);
  expect([index.sourceOf('b'), index.defaultSource('hotline')]).toEqual([null, null]);
});

test('ten thousand known tokens do not make it forget or mistake one', () => {
  const index = accessIndex();
  for (let i = 0; i < 10_050; i += 1) {
    index.applyApiKey(`k${i}`, apiKey(`k${i}`, `t${i}`));
    index.apiKeyOf(`t${i}`);
  }
  expect([index.apiKeyOf('t0')?.keyId, index.apiKeyOf('t10049')?.keyId]).toEqual(['k0', 'k10049']);
});
