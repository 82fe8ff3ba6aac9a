import { printSources } from './print-sources';
import type { SourceHealth, SourceWithHealth } from './sources';

const source = (sourceId: string, health: Partial<SourceHealth> | null): SourceWithHealth => ({
  ...{
    sourceId,
    channel: 'social',
    name: 'X',
    format: 'x-filtered-stream',
    timeZone: 'Asia/Shanghai',
    isDefault: false,
  },
  health: health && { sourceId, health: 'ok', lastAt: '2026-03-01T09:00:00.000Z', poll: null, stream: null, ...health },
});
const lines = (sources: SourceWithHealth[]) =>
  printSources({ sources, silent: [] })
    .split('\n')
    .slice(1)
    .map((line) => line.split(/ {2,}/).slice(4));

test('each source says how it is heard, when it was last, and what troubles it', () => {
  const quiet = { health: 'quiet', since: '2026-03-01T09:00:00.000Z', expected: 12.5, observed: 0 };
  expect(
    lines([
      source('a', { poll: { state: 'ok' }, stream: { state: 'open' } }),
      source('b', { ...quiet, poll: { state: 'failed', why: 'the vendor refuses the credentials (401)' } }),
      source('c', { health: 'learning', lastAt: null, stream: { state: 'connecting' } }),
      source('d', null),
    ]),
  ).toEqual([
    ['ok', '2026-03-01T09:00:00.000Z', 'X'],
    [
      ...['quiet', '2026-03-01T09:00:00.000Z', 'X'],
      'since 2026-03-01T09:00:00.000Z: expected 12.5, came 0; poll failed: the vendor refuses the credentials (401)',
    ],
    ['learning', 'never', 'X', 'stream connecting'],
    ['?', '?', 'X'],
  ]);
});

test('a service that does not say how its sources are is named below them', () => {
  const silent = [{ service: 'channel-social' as const, why: 'it is away' }];
  expect(
    printSources({ sources: [source('d', null)], silent })
      .split('\n')
      .at(-1),
  ).toBe('channel-social does not say how its sources are: it is away');
});
