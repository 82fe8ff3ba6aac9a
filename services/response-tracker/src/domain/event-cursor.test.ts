import { advanceCursor } from './event-cursor';

const start = { last: 10, gaps: new Map<number, number>() };

test('rows in order leave no gaps', () => {
  expect(advanceCursor(start, [11, 12], 0)).toEqual({ last: 12, gaps: new Map() });
});

test('a number that was skipped is asked for again until it appears', () => {
  const gapped = advanceCursor(start, [12, 15], 0);
  expect(gapped).toEqual({ last: 15, gaps: new Map([[11, 0], [13, 0], [14, 0]]) }); // prettier-ignore
  expect(advanceCursor(gapped, [13], 5)).toEqual({ last: 15, gaps: new Map([[11, 0], [14, 0]]) }); // prettier-ignore
});

test('a number that never appears was rolled back and is forgotten after half a minute', () => {
  const gapped = advanceCursor(start, [12], 0);
  expect(advanceCursor(gapped, [], 30_000)).toEqual({ last: 12, gaps: new Map() });
});
