import { mayReplay, OPEN_ONES, refusalQuery, replayRange } from './refusal-filter';

test('only what was chosen is asked, with times as instants', () => {
  expect(refusalQuery(OPEN_ONES)).toEqual({ state: 'open' });
  const from = '2026-03-01T08:00';
  expect(refusalQuery({ ...OPEN_ONES, state: '', sourceId: 's', from })).toEqual({
    sourceId: 's',
    from: new Date(from).toISOString(),
  });
  expect(refusalQuery({ ...OPEN_ONES, to: 'tomorrow' })).toBeNull();
});

test('a range to be read again has a limit, and never a state', () => {
  expect(replayRange(OPEN_ONES)).toBeNull();
  expect(replayRange({ ...OPEN_ONES, sourceId: 's' })).toEqual({ sourceId: 's' });
});

test.each([
  [{ state: 'open', truncated: false }, true],
  [{ state: 'open', truncated: true }, false],
  [{ state: 'dismissed', truncated: false }, false],
] as const)('%j may be read again: %s', (refusal, may) => {
  expect(mayReplay(refusal)).toBe(may);
});
