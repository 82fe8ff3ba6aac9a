import { periodOf, rateQuerySchema } from './period';

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
  [{ from: '2026-02-02T00:00:00Z', to: '2026-02-02T00:00:00Z' }, 'from'],
  [{ asOf: '2026-03-01T00:00:00.001Z' }, 'asOf'],
])('%o is refused for its %s', (query, field) => {
  expect(ask(query as Record<string, string>)).toMatchObject({ ok: false, field });
});

test.each([{ from: '2026-02-01' }, { from: '2026-02-01T00:00:00' }, { by: 'mood' }, { until: 'x' }])(
  '%o is no question',
  (query) => {
    expect(rateQuerySchema.safeParse(query).success).toBe(false);
  },
);
