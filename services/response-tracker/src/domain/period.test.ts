import { periodOf, promisesNamed, rateQuerySchema } from './period';

const now = new Date('2026-03-01T00:00:00Z');
const ask = (query: Record<string, string>) => periodOf(rateQuerySchema.parse(query), now);
const day = (text: string) => new Date(`${text}T00:00:00Z`);

test('the period is the last 30 days unless the question says otherwise', () => {
  expect(ask({})).toEqual({ ok: true, from: day('2026-01-30'), to: now, asOf: now, live: true });
});

test('a zone is understood, and asOf ends the default period', () => {
  expect(ask({ from: '2026-02-01T08:00:00+08:00', asOf: '2026-02-10T00:00:00Z' })).toEqual({
    ok: true,
    from: day('2026-02-01'),
    to: day('2026-02-10'),
    asOf: day('2026-02-10'),
    live: false,
  });
});

test.each([
  [undefined, '2026-02-15T16:00:00.000Z', '2026-02-16T16:00:00.000Z'],
  ['Asia/Shanghai', '2026-02-15T16:00:00.000Z', '2026-02-16T16:00:00.000Z'],
  ['Europe/London', '2026-02-16T00:00:00.000Z', '2026-02-17T00:00:00.000Z'],
  ['Asia/Kathmandu', '2026-02-15T18:15:00.000Z', '2026-02-16T18:15:00.000Z'],
])('days are those of the zone (%s), the last not included', (zone, from, to) => {
  const query = { from: '2026-02-16', to: '2026-02-17', ...(zone && { zone }) };
  expect(ask(query)).toMatchObject({ from: new Date(from), to: new Date(to) });
});

test.each([
  [{ from: '2026-02-02T00:00:00Z', to: '2026-02-02T00:00:00Z' }, 'from'],
  [{ from: '2026-02-02', to: '2026-02-02' }, 'from'],
  [{ asOf: '2026-03-01T00:00:00.001Z' }, 'asOf'],
])('%o is refused for its %s', (query, field) => {
  expect(ask(query as Record<string, string>)).toMatchObject({ ok: false, field });
});

test.each([
  { from: '2026-02-30' },
  { from: '2026-02-01T00:00:00' },
  { by: 'mood' },
  { zone: 'Middle/Earth' },
  { promise: 'lunch' },
  { until: 'x' },
])('%o is no question', (query) => {
  expect(rateQuerySchema.safeParse(query).success).toBe(false);
});

test('`response` names the two 24-hour promises', () => {
  expect(promisesNamed('response')).toEqual(['first-reply', 'next-reply']);
  expect(promisesNamed('legal')).toEqual(['legal']);
  expect(promisesNamed('all')).toHaveLength(7);
});
