import { inOrder, noticeYear, shortHash, stateAt, type PromiseItem } from './promises';

const promise = (clockId: string, state: string, dueAt: string): PromiseItem => ({
  clockId,
  caseId: 'c',
  promise: 'first-reply',
  channel: 'hotline',
  startedAt: '2026-03-02T04:00:00.000Z',
  dueAt,
  state,
});

test('what is running stands first by due time, then what was missed, met and withdrawn with the latest first', () => {
  const items = [
    promise('met', 'met', '2026-03-04T00:00:00.000Z'),
    promise('early-miss', 'missed', '2026-03-01T00:00:00.000Z'),
    promise('late', 'running', '2026-03-09T00:00:00.000Z'),
    promise('withdrawn', 'withdrawn', '2026-03-09T00:00:00.000Z'),
    promise('late-miss', 'missed', '2026-03-02T00:00:00.000Z'),
    promise('next', 'running', '2026-03-03T00:00:00.000Z'),
  ];
  expect(inOrder(items).map(({ clockId }) => clockId)).toEqual([
    'next',
    'late',
    'late-miss',
    'early-miss',
    'met',
    'withdrawn',
  ]);
});

test.each([
  ['running', 0, 'running'],
  ['running', 1, 'missed'],
  ['met', 1, 'met'],
])('a promise that is %s is, %i ms after its due time, %s', (state, after, expected) => {
  const dueAt = '2026-03-02T04:00:00.000Z';
  expect(stateAt({ state, dueAt }, Date.parse(dueAt) + after)).toBe(expected);
});

test.each([
  ['2027-01-18T16:00:00.000Z', 2027],
  ['2026-12-30T16:00:00.000Z', 2027],
  ['2026-12-20T16:00:00.000Z', 2026],
  // The end of 31 December on the bank's wall.
  ['2026-12-31T16:00:00.000Z', 2027],
])('a provisional due date at %s waits for the notice of %i', (dueAt, year) => {
  expect(noticeYear(dueAt)).toBe(year);
});

test('a hash is shown by its beginning and end', () => {
  expect(shortHash(`${'ab12'.repeat(15)}cdef`)).toBe('ab12ab12…cdef');
  expect(shortHash('short')).toBe('short');
});
