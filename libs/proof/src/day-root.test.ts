import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { daysRoot, EMPTY_DAY, extendDayRoot, utcDayOf, type SealedDay } from './day-root';

const link = (text: string) => createHash('sha256').update(text).digest('hex');

test('a day has the same root in every version of Hearback', () => {
  expect(extendDayRoot(EMPTY_DAY, [link('a'), link('b')])).toEqual({
    events: 2,
    root: '153d5381929b50792d3b22ae9596544af3b0e4805be1555a595e6d2a2734933f',
  });
  expect(daysRoot([['2026-02-16', 2, 'ab'.repeat(32)]])).toBe(
    '7485cbb201063f1c30e0becea4416b58fb04de18d3758753dc346038a3997fab',
  );
});

test('a day belongs to UTC, whatever the zone of the bank', () => {
  expect([new Date('2026-02-16T07:59:59.999+08:00'), new Date('2026-02-16T08:00:00+08:00')].map(utcDayOf)).toEqual([
    '2026-02-15',
    '2026-02-16',
  ]);
});

test('how many events are sealed at a time does not matter', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 20 }), fc.nat(20), (texts, cut) => {
      const links = texts.map(link);
      const inTwo = extendDayRoot(extendDayRoot(EMPTY_DAY, links.slice(0, cut)), links.slice(cut));
      expect(inTwo).toEqual(extendDayRoot(EMPTY_DAY, links));
    }),
  );
});

test('a link changed, removed, doubled or moved gives another root', () => {
  const whole = ['a', 'b', 'c'].map(link);
  const [a, b, c] = whole as [string, string, string];
  const others = [
    [a, b],
    [b, c],
    [a, c],
    [a, b, link('d')],
    [b, a, c],
    [a, b, b, c],
    [c, b, a],
  ];
  const roots = [whole, ...others].map((links) => extendDayRoot(EMPTY_DAY, links).root);
  expect(new Set(roots).size).toBe(roots.length);
});

test('the root of all days holds each day, its count and its root, in the order of the days', () => {
  const days: SealedDay[] = [
    ['2026-02-16', 2, link('x')],
    ['2026-02-17', 1, link('y')],
  ];
  expect(daysRoot(days.toReversed())).toBe(daysRoot(days));
  const others: SealedDay[][] = [
    [days[0]!],
    [['2026-02-16', 3, link('x')], days[1]!],
    [['2026-02-15', 2, link('x')], days[1]!],
    [['2026-02-16', 2, link('z')], days[1]!],
  ];
  for (const other of others) expect(daysRoot(other)).not.toBe(daysRoot(days));
});
