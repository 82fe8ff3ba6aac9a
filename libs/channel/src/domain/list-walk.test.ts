import { afterListPage, walkList } from './list-walk';

const now = new Date('2026-03-10T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const begin = { step: 'first', overlapMs: 2 * HOUR_MS };
const walk = (cursor: unknown) => walkList(cursor, now, begin);

test.each([
  ['a day back the first time', undefined, '2026-03-09T12:00:00.000Z'],
  ['a day back when nobody understands the cursor', { page: 7 }, '2026-03-09T12:00:00.000Z'],
  ['back to the last round, with the overlap', { until: '2026-03-10T11:00:00.000Z' }, '2026-03-10T09:00:00.000Z'],
  ['the overlap back when a clock ran ahead', { until: '2026-03-15T00:00:00.000Z' }, '2026-03-10T10:00:00.000Z'],
])('a round goes %s', (_what, cursor, since) =>
  expect(walk(cursor)).toEqual({ since, until: now.toISOString(), step: 'first' }),
);

test('a round goes on between the same moments, and only its end is kept', () => {
  const first = walk(undefined);
  const { cursor, more } = afterListPage(first, 'second');
  expect([walkList(cursor, new Date(now.getTime() + HOUR_MS), begin), more]).toEqual([
    { ...first, step: 'second' },
    true,
  ]);
  expect(afterListPage(first, null)).toEqual({ cursor: { until: first.until }, more: false });
});
