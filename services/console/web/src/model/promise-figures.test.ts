import { barWidth, clocksBehind, nextSorting, rateWords, sortRows, type GroupRow } from './promise-figures';

const row = (name: string, met: number, missed: number): GroupRow => ({
  key: name,
  name,
  met,
  missed,
  confirmed: 0,
  running: 0,
  withdrawn: 0,
  rate: met + missed === 0 ? null : met / (met + missed),
  rateText: null,
});
const rows = [row('b', 1, 1), row('a', 3, 0), row('d', 0, 0), row('c', 0, 5)];
const names = (sorted: GroupRow[]) => sorted.map(({ name }) => name).join('');

test.each([
  [{ column: 'key', descending: false }, 'abcd'],
  [{ column: 'key', descending: true }, 'dcba'],
  [{ column: 'rate', descending: true }, 'abcd'],
  [{ column: 'rate', descending: false }, 'cbad'],
  [{ column: 'missed', descending: true }, 'cbad'],
  [{ column: 'met', descending: false }, 'cdba'],
] as const)('sorted by %j the rows are %s', (sorting, order) => {
  expect(names(sortRows(rows, sorting))).toBe(order);
});

test('a column is turned round the second time; a new one begins with the largest, names with A', () => {
  expect(nextSorting({ column: 'met', descending: true }, 'met')).toEqual({ column: 'met', descending: false });
  expect(nextSorting({ column: 'met', descending: true }, 'rate')).toEqual({ column: 'rate', descending: true });
  expect(nextSorting({ column: 'met', descending: true }, 'key')).toEqual({ column: 'key', descending: false });
});

test('the rate is told as the tracker cut it, and as a dash before anything is decided', () => {
  expect([rateWords({ rateText: '99.99 %' }), rateWords({ rateText: null })]).toEqual(['99.99 %', '—']);
});

test.each([
  [0, 10, 0],
  [1, 1_000, 2],
  [5, 10, 50],
  [10, 10, 100],
  [0, 0, 0],
])('%i beside %i is %i percent wide', (count, largest, width) => {
  expect(barWidth(count, largest)).toBe(width);
});

test('behind a row are the clocks of its key that started in the half-open period', () => {
  const clock = (owner: string | null, startedAt: string) => ({ channel: 'social', owner, startedAt });
  const clocks = [
    clock('u1', '2026-03-01T00:00:00.000Z'),
    clock('u1', '2026-03-02T00:00:00.000Z'),
    clock(null, '2026-03-01T05:00:00.000Z'),
  ];
  const period = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' };
  expect(clocksBehind(clocks, { by: 'owner', key: 'u1', ...period })).toEqual([clocks[0]]);
  expect(clocksBehind(clocks, { by: 'owner', key: '', ...period })).toEqual([clocks[2]]);
  expect(clocksBehind(clocks, { by: 'product', key: 'card', ...period })).toEqual([]);
});
