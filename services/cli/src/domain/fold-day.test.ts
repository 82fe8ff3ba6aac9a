import { chained, CHAIN_START, NO_COUNTS, type ChainedEvent } from '@hearback/proof';
import { cellName, compareCells, foldDay } from './fold-day';

const CLOCK = 'c0000000-0000-4000-8000-000000000001';
const HOUR = '2026-02-16T01:00:00.000Z';
const at = new Date(HOUR);
const first = chained(
  CLOCK,
  {
    kind: 'activated',
    data: {
      caseId: CLOCK,
      promise: 'first-reply',
      term: 'first-reply',
      instance: 0,
      feedbackId: CLOCK,
      channel: 'hotline',
      sourceId: 'hotline',
      branch: null,
      product: 'card',
      cause: 'fees',
      kind: 'complaint',
      startedAt: HOUR,
      dueAt: '2026-02-17T01:00:00.000Z',
      provisional: false,
      calendarVersion: null,
      warnings: [],
    },
    sequence: 1,
    effectiveAt: at,
    recordedAt: at,
    policyVersion: 'p',
  },
  CHAIN_START,
);
const second = chained(
  CLOCK,
  {
    kind: 'fulfilled',
    data: { by: 'r', confirmed: false, owner: 'an', team: null },
    sequence: 2,
    effectiveAt: at,
    recordedAt: at,
    policyVersion: 'p',
  },
  first.hash,
);
const fold = (events: ChainedEvent[], sealed = events.length, marks = new Map<number, string>()) => {
  const day = foldDay('2026-02-16', marks);
  events.forEach((event, index) => day.take({ clockId: CLOCK, event, sealedHour: index < sealed ? HOUR : null }));
  return day;
};
const total = cellName('total', 'first-reply', HOUR, '');

test('figures count what is sealed, and nothing else', () => {
  expect(fold([first, second]).now.get(total)).toEqual({ ...NO_COUNTS, met: 1 });
  expect(fold([first, second], 1).now.get(total)).toEqual({ ...NO_COUNTS, running: 1 });
});

test('a kept figure that differs is told with its cell', () => {
  const { now } = fold([first, second]);
  expect(compareCells('figure_now', now, new Map(now))).toEqual([]);
  const kept = new Map(now).set(total, { ...NO_COUNTS, met: 2 });
  expect(compareCells('figure_now', now, kept)).toMatchObject([{ what: 'figure_now', where: total }]);
});

test('a changed event, a lost one and another root are told with their place', () => {
  const changed = { ...second, effectiveAt: new Date(at.getTime() - 1) };
  expect(fold([first, changed]).differences).toMatchObject([
    { what: 'event', where: `2026-02-16, clock ${CLOCK}, event 2` },
  ]);
  expect(fold([second]).differences.map(({ what }) => what)).toEqual(['event', 'event']);
  const { root } = fold([first, second]);
  expect(fold([first, second], 2, new Map([[2, root().root]])).differences).toEqual([]);
  expect(fold([first, second], 2, new Map([[2, CHAIN_START]])).differences).toMatchObject([
    { what: 'day', where: '2026-02-16, event 2' },
  ]);
});
