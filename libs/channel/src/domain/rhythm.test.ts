import fc from 'fast-check';
import { HOUR_MS, poissonAtMost, rhythmOf } from './rhythm';

// A Monday, 00:00 UTC.
const MONDAY = Date.parse('2026-03-02T00:00:00.000Z');
const at = (weeks: number, day: number, hour: number) => MONDAY + ((weeks * 7 + day) * 24 + hour) * HOUR_MS;

/** Four weeks and a little of `rate` calls an hour from 9 to 18 on working days. */
function office(rate: number, until: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let hour = at(0, 0, 9); hour < until; hour += HOUR_MS) {
    const day = new Date(hour).getUTCDay();
    const clock = new Date(hour).getUTCHours();
    if (day >= 1 && day <= 5 && clock >= 9 && clock < 18) counts.set(hour, rate);
  }
  return counts;
}

test('a source as busy as ever is well', () => {
  const now = at(4, 1, 15);
  expect(rhythmOf(office(20, now), now - 60_000, now)).toMatchObject({ state: 'ok' });
});

test('silence during office hours is noticed within the hour, with since and expected', () => {
  const [last, now] = [at(4, 1, 11), at(4, 1, 11) + 30 * 60_000];
  expect(rhythmOf(office(20, last), last, now)).toEqual({ state: 'quiet', since: last, expected: 10, observed: 0 });
});

test('silence in the night and over the weekend is as usual', () => {
  const friday = at(3, 4, 18);
  for (const hours of [3, 14, 40, 62])
    expect(rhythmOf(office(20, friday), friday - 1, friday + hours * HOUR_MS)).toMatchObject({ state: 'ok' });
});

test('a drop to a tenth is noticed although something comes', () => {
  const counts = office(20, at(4, 1, 9));
  for (let hour = 9; hour < 14; hour++) counts.set(at(4, 1, hour), 2);
  expect(rhythmOf(counts, at(4, 1, 14) - 1, at(4, 1, 14))).toMatchObject({ state: 'quiet' });
});

test('a source that says little is given time', () => {
  const counts = new Map(Array.from({ length: 28 }, (_, day) => [at(0, day, 12), 1]));
  expect(rhythmOf(counts, at(0, 27, 12), at(0, 29, 0)).state).toBe('ok');
  expect(rhythmOf(counts, at(0, 27, 12), at(0, 27, 12) + 10 * 24 * HOUR_MS).state).toBe('quiet');
});

test('one storm does not make the weeks after it quiet', () => {
  const counts = office(5, at(4, 1, 15));
  for (let hour = 9; hour < 18; hour++) counts.set(at(2, 1, hour), 500);
  expect(rhythmOf(counts, at(4, 1, 15) - 60_000, at(4, 1, 15)).state).toBe('ok');
});

test('without much of a past nothing is expected', () => {
  expect(rhythmOf(new Map(), null, MONDAY)).toEqual({ state: 'learning' });
  expect(rhythmOf(office(20, at(0, 1, 18)), at(0, 1, 17), at(0, 2, 12))).toEqual({ state: 'learning' });
});

test('a source that never falls below its usual rate is never called quiet', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 6 * 24 }), (rate, offset) => {
      const now = at(4, 0, 1) + offset * HOUR_MS;
      const counts = new Map<number, number>();
      for (let hour = MONDAY; hour < now; hour += HOUR_MS) counts.set(hour, rate);
      return rhythmOf(counts, now - 1, now).state === 'ok';
    }),
    { numRuns: 50 },
  );
});

test('whatever the past, more arrivals never make a source quieter', () => {
  const past = fc.array(fc.nat(40), { minLength: 24 * 21, maxLength: 24 * 21 });
  fc.assert(
    fc.property(past, fc.nat(40), (hours, last) => {
      const counts = new Map(hours.map((count, index) => [MONDAY + index * HOUR_MS, count]));
      const now = MONDAY + hours.length * HOUR_MS;
      const before = rhythmOf(counts, now - 1, now);
      const hour = now - HOUR_MS;
      const after = rhythmOf(new Map(counts).set(hour, (counts.get(hour) ?? 0) + last), now - 1, now);
      return before.state !== 'ok' || after.state === 'ok';
    }),
    { numRuns: 50 },
  );
});

test.each([
  [0, 2, Math.exp(-2)],
  [1, 2, 3 * Math.exp(-2)],
  [1_000, 900, 1],
])('at most %i of %d', (count, mean, expected) => expect(poissonAtMost(count, mean)).toBeCloseTo(expected, 2));

describe('a source that keeps its rhythm', () => {
  test('is never quiet over its first weekends, on whichever day it began', () => {
    for (let begun = 0; begun < 7; begun++)
      for (let hours = 24; hours < 5 * 168; hours++) {
        const now = at(0, begun, 9) + hours * HOUR_MS;
        const counts = new Map([...office(20, now)].filter(([hour]) => hour >= at(0, begun, 9)));
        const last = Math.max(...counts.keys()) + HOUR_MS - 1;
        expect([begun, hours, rhythmOf(counts, last, now).state]).not.toContain('quiet');
      }
  });

  test('is never quiet, whatever its week is like, from its first hour on', () => {
    const week = fc.array(fc.oneof(fc.constant(0), fc.nat(60)), { minLength: 168, maxLength: 168 });
    fc.assert(
      fc.property(week, fc.nat(5 * 168), fc.double({ min: 0, max: 1, noNaN: true }), (brings, hours, share) => {
        const now = MONDAY + (hours + share) * HOUR_MS;
        const counts = new Map<number, number>();
        let last: number | null = null;
        for (let hour = 0; hour <= hours; hour++) {
          const brought = brings[hour % 168]!;
          // Evenly over the hour, of which only the beginning may be over.
          const until = hour < hours ? brought : Math.floor(brought * share + 0.5);
          if (until > 0) last = MONDAY + (hour + (until - 0.5) / brought) * HOUR_MS;
          if (until > 0) counts.set(MONDAY + hour * HOUR_MS, until);
        }
        return rhythmOf(counts, last, now).state !== 'quiet';
      }),
      { numRuns: 200 },
    );
  });
});

describe('a source that falls silent', () => {
  const heard = fc.array(fc.oneof({ weight: 20, arbitrary: fc.constant(0) }, fc.nat(30)), {
    minLength: 24,
    maxLength: 35 * 24,
  });
  const learned = (brings: readonly number[]) => {
    const counts = new Map(brings.flatMap((count, hour) => (count > 0 ? [[MONDAY + hour * HOUR_MS, count]] : [])));
    const last = Math.max(...counts.keys()) + HOUR_MS - 1;
    return { counts, last, isLearned: rhythmOf(counts, last, last + 7 * 24 * HOUR_MS).state !== 'learning' };
  };

  test('becomes quiet within 25 days of its last word, however seldom it spoke, and stays so for years', () => {
    fc.assert(
      fc.property(heard, fc.integer({ min: 25, max: 1_500 }), (brings, days) => {
        const { counts, last, isLearned } = learned(brings);
        fc.pre(counts.size > 0 && isLearned);
        return rhythmOf(counts, last, last + days * 24 * HOUR_MS).state === 'quiet';
      }),
      { numRuns: 200 },
    );
  });

  test('and is quiet for its silence stays so until it says something', () => {
    fc.assert(
      fc.property(heard, (brings) => {
        const { counts, last, isLearned } = learned(brings);
        fc.pre(counts.size > 0 && isLearned);
        const silent = Array.from({ length: 30 }, (_, day) => {
          const rhythm = rhythmOf(counts, last, last + (day + 7) * 24 * HOUR_MS);
          return rhythm.state === 'quiet' && rhythm.since === last;
        });
        return !silent.slice(silent.indexOf(true)).includes(false);
      }),
      { numRuns: 50 },
    );
  });

  test.each([29, 34, 36, 60, 400])('and was busy is quiet after %i days', (days) => {
    const last = at(4, 1, 11);
    expect(rhythmOf(office(20, last), last, last + days * 24 * HOUR_MS)).toMatchObject({ state: 'quiet', since: last });
  });

  test('in its first week is shown in the second', () => {
    const last = at(0, 4, 18) - 1;
    expect(rhythmOf(office(20, last), last, at(1, 0, 11)).state).toBe('quiet');
  });
});

describe('holidays in a row', () => {
  const begin = at(4, 0, 0);
  const holidays = (until: number) => {
    const counts = office(20, until);
    for (const hour of [...counts.keys()]) if (hour >= begin && hour < at(5, 0, 0)) counts.delete(hour);
    return counts;
  };

  test('are shown on their first working day, because nobody has said that they are some', () => {
    const now = at(4, 0, 10);
    expect(rhythmOf(holidays(now), at(3, 4, 18) - 1, now)).toMatchObject({ state: 'quiet', since: at(3, 4, 18) - 1 });
  });

  test('leave no trace two hours after them, nor make the weeks after them quiet', () => {
    for (const [week, day, hour] of [
      [5, 0, 11],
      [5, 0, 12],
      [5, 0, 20],
      [5, 5, 12],
      [6, 0, 8],
      [6, 2, 15],
      [8, 3, 15],
    ] as const) {
      const now = at(week, day, hour);
      const counts = holidays(now);
      const last = Math.max(...counts.keys()) + HOUR_MS - 1;
      expect([week, day, hour, rhythmOf(counts, last, now).state]).toEqual([week, day, hour, 'ok']);
    }
  });
});
