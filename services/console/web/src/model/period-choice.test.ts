import { dayIn, FIRST_CHOICE, instantIn, periodQuery, type PeriodChoice } from './period-choice';

// 1 March 2026, 01:30 in Shanghai; still 28 February in UTC.
const NOW = Date.parse('2026-02-28T17:30:00.000Z');
const zone = 'Asia/Shanghai';
const asked = (choice: Partial<PeriodChoice>) => periodQuery({ ...FIRST_CHOICE, ...choice }, NOW);

test.each([
  [{ name: 'today' as const }, { from: '2026-03-01', zone }],
  [
    { name: 'today' as const, zone: 'UTC' },
    { from: '2026-02-28', zone: 'UTC' },
  ],
  [{ name: '7-days' as const }, { from: '2026-02-23', zone }],
  [{ name: '30-days' as const }, { from: '2026-01-31', zone }],
  [{ name: 'month' as const }, { from: '2026-03-01', zone }],
  [
    { name: 'own' as const, firstDay: '2026-02-01', lastDay: '2026-02-28' },
    { from: '2026-02-01', to: '2026-03-01', zone },
  ],
  [
    { name: 'month' as const, asOf: '2026-02-10T09:00' },
    { from: '2026-02-01', zone, asOf: '2026-02-10T01:00:00.000Z' },
  ],
])('%j asks for %j', (choice, query) => {
  expect(asked(choice)).toEqual(query);
});

test.each([
  [{ name: 'own' as const, firstDay: '', lastDay: '2026-02-28' }],
  [{ name: 'own' as const, firstDay: '2026-03-01', lastDay: '2026-02-28' }],
  [{ asOf: '2026-03-01T01:31' }],
  [{ asOf: 'soon' }],
])('%j is no period', (choice) => {
  expect(asked(choice)).toBeNull();
});

test.each([
  ['Asia/Shanghai', '2026-03-01T08:00', '2026-03-01T00:00:00.000Z'],
  ['Europe/London', '2026-07-01T12:00', '2026-07-01T11:00:00.000Z'],
  // Clocks are put forward at 02:00 on 8 March and back at 02:00 on 1 November.
  ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z'],
  ['America/New_York', '2026-03-08T01:59', '2026-03-08T06:59:00.000Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
])('in %s the wall shows %s at %s', (place, local, instant) => {
  expect(new Date(instantIn(place, local)).toISOString()).toBe(instant);
});

test('a day is that of the zone', () => {
  expect([dayIn('Asia/Shanghai', NOW), dayIn('America/New_York', NOW)]).toEqual(['2026-03-01', '2026-02-28']);
});
