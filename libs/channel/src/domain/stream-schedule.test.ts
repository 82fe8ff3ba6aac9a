import { afterEnd, SOUND, type StreamEnd } from './stream-schedule';

/** The waits after so many of the same ends in a row, in seconds. */
const waits = (end: StreamEnd, times: number, random = 0) => {
  let schedule = SOUND;
  return Array.from({ length: times }, () => {
    schedule = afterEnd(schedule, end, random);
    return schedule.waitMs / 1_000;
  });
};

test('cut connections wait a quarter of a second more each time, up to 16 s', () => {
  const all = waits({ kind: 'network', why: 'cut' }, 100);
  expect([all.slice(0, 4), all.at(-1)]).toEqual([[0.25, 0.5, 0.75, 1], 16]);
});

test('a vendor out of order is tried after 5 s, doubled up to 320 s, and never before it says', () => {
  expect(waits({ kind: 'http', why: '503' }, 8)).toEqual([5, 10, 20, 40, 80, 160, 320, 320]);
  expect(waits({ kind: 'http', why: '503', seconds: 15 }, 3)).toEqual([15, 15, 20]);
});

test('too many connections wait as the vendor says, longer when that did not help, and a minute when it says nothing', () => {
  expect(waits({ kind: 'too-many', why: '429', seconds: 7 }, 1)).toEqual([7]);
  expect(waits({ kind: 'too-many', why: '429', seconds: 1 }, 3)).toEqual([1, 120, 240]);
  expect(waits({ kind: 'too-many', why: '429' }, 8)).toEqual([60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
});

test('what a person must mend is shown, and tried every ten minutes', () => {
  expect(afterEnd(SOUND, { kind: 'failed', why: '401' }, 0)).toMatchObject({
    state: 'failed',
    why: '401',
    waitMs: 600_000,
  });
});

test('chance adds up to a quarter and takes nothing away, and another kind of end begins anew', () => {
  expect(waits({ kind: 'http', why: '503' }, 1, 1)).toEqual([6.25]);
  const cut = afterEnd(afterEnd(SOUND, { kind: 'http', why: '503' }, 0), { kind: 'network', why: 'cut' }, 0);
  expect(cut).toMatchObject({ failures: 1, waitMs: 250 });
});
