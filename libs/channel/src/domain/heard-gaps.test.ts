import type { SourceHeard } from '@hearback/contracts';
import { agedRecord, gapsOf } from './heard-gaps';
import { HOUR_MS } from './rhythm';

const NOW = Date.parse('2026-03-10T12:30:00.000Z');
const heard = (hoursAgo: number, over: Partial<SourceHeard>): SourceHeard => {
  const hour = new Date(Math.floor((NOW - hoursAgo * HOUR_MS) / HOUR_MS) * HOUR_MS).toISOString();
  const counts = { pushed: 0, polled: 0, lastAt: hour, pushedIds: [], polledIds: [] };
  return { sourceId: 's', hour, instance: 'i', ...counts, ...over };
};

test('what was polled and pushed by nobody is a gap, in whichever order and replica', () => {
  const records = [heard(1, { polledIds: ['a', 'b', 'c'] }), heard(0, { pushedIds: ['b'], instance: 'j' })];
  expect(gapsOf(records, NOW)).toBe(2);
});

test('a list that is read again with an overlap makes no gaps at the edge of what is looked at', () => {
  // Pushed, and polled for the first time, before the edge; polled again behind it.
  const records = [heard(73, { pushedIds: ['a', 'b'], polledIds: ['a'] }), heard(71, { polledIds: ['a', 'b'] })];
  expect(gapsOf(records, NOW)).toBe(0);
});

test('a record loses its ids before it is over', () => {
  const ids = { pushed: 2, pushedIds: ['a', 'b'] };
  const lengths = [1, 100, 145, 24 * 36].map((hours) => agedRecord(heard(hours, ids), NOW, NOW)?.pushedIds.length);
  expect(lengths).toEqual([2, 2, 0, undefined]);
  expect(agedRecord(heard(145, ids), NOW, NOW)).toMatchObject({ pushed: 2 });
});

test('of a source that is silent what it was like is kept, however long the silence', () => {
  const year = 365 * 24;
  const ages = [year, year + 34 * 24, year + 36 * 24].map((hours) => {
    return agedRecord(heard(hours, { pushed: 2 }), NOW, NOW - year * HOUR_MS)?.pushed;
  });
  expect(ages).toEqual([2, 2, undefined]);
});
