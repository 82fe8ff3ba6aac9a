import { countsOf, NO_COUNTS, outcomeAt, totalOf, type ClockState, type Counts } from '@hearback/proof';
import fc from 'fast-check';
import type { Clock } from '../src/domain/clock';
import { GROUPINGS, type Grouping } from '../src/domain/period';
import { readResponseRate } from '../src/io/rate-query';
import { breach, figureWorld, HOUR, met, restated, started, then, withdrawal, type FigureWorld } from './figure-world';

jest.setTimeout(120_000);

let world: FigureWorld;
beforeAll(async () => {
  world = await figureWorld();
});
afterAll(() => world.close());

const ORIGIN = Date.parse('2026-02-16T00:00:00.000Z');
const at = (minutes: number) => new Date(ORIGIN + minutes * 60_000);

type Ask = { from: Date; to: Date; asOf: Date; live: boolean; by?: Grouping };
const rateOf = (ask: Ask) => readResponseRate(world.pool, { by: 'total', promise: 'response', ...ask });

/** The counts that the states of clocks mean at a time, by key: what libs/proof says. */
function expected(clocks: Iterable<ClockState>, { from, to, asOf, by = 'total' }: Ask): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const clock of clocks) {
    if (clock.startedAt < from || clock.startedAt >= to) continue;
    if (clock.promise !== 'first-reply' && clock.promise !== 'next-reply') continue;
    const outcome = outcomeAt(clock, asOf);
    const isAnswered = outcome === 'met' || outcome === 'missed';
    if ((by === 'owner' || by === 'team') && !isAnswered) continue;
    const key = by === 'total' ? '' : (clock[by] ?? '');
    counts.set(key, totalOf([counts.get(key) ?? NO_COUNTS, countsOf(outcome, clock.confirmed)]));
  }
  return counts;
}

const step = fc.record({
  what: fc.constantFrom('start', 'start', 'met', 'breach', 'withdraw', 'restate', 'label', 'move', 'seal', 'seal'),
  which: fc.nat(1_000),
  minutes: fc.integer({ min: 1, max: 50 }),
  channel: fc.constantFrom('hotline', 'social'),
  promise: fc.constantFrom('first-reply' as const, 'next-reply' as const, 'legal' as const),
  owner: fc.constantFrom('an', 'bo', null),
});

test('whatever happens, the figures of every past moment and of now are what the events say', async () => {
  let epoch = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      // Each run has days of its own in the same database, later than those before: time only goes on.
      const base = (epoch += 40_000);
      let now = base;
      const clocks = new Map<string, Clock>();
      const seals: { at: number; clocks: Clock[] }[] = [];
      for (const { what, which, minutes, channel, promise, owner } of steps) {
        now += minutes;
        if (what === 'seal') {
          if ((await world.seal(at(now))) > 0) seals.push({ at: now, clocks: [...clocks.values()] });
          continue;
        }
        const by = { owner, team: owner && `team of ${owner}` };
        const clock = [...clocks.values()][which % Math.max(clocks.size, 1)];
        const advanced = happen({ what, clock, by, now, channel, promise });
        if (!advanced) continue;
        await world.save(advanced);
        clocks.set(advanced.clock.clockId, advanced.clock);
      }
      const spans = [
        [base, now + 1],
        [base + 90, now - 35],
        [base + 61, base + 100],
      ] as const;
      const moments = seals
        .flatMap((seal) => [seal.at, seal.at + 20])
        .map((minute) => ({
          asOf: at(minute),
          live: false,
          clocks: seals.findLast((seal) => seal.at <= minute)!.clocks,
        }));
      moments.push({ asOf: at(now), live: true, clocks: [...clocks.values()] });
      for (const [a, b] of spans)
        for (const by of a < b ? GROUPINGS : [])
          for (const { clocks, asOf, live } of moments)
            await compare(clocks, { from: at(a), to: at(b), asOf, live, by });
    }),
    { numRuns: 12 },
  );
});

async function compare(clocks: readonly ClockState[], ask: Ask): Promise<void> {
  const rate = await rateOf(ask);
  expect(rate.total).toMatchObject(totalOf([...expected(clocks, { ...ask, by: 'total' }).values()]));
  const by = rate.by.map(({ key, rate: _, rateText: __, ...counts }) => [key, counts] as const);
  if (ask.by !== 'total') expect(new Map(by)).toEqual(expected(clocks, ask));
}

interface Happening {
  what: string;
  clock: Clock | undefined;
  by: { owner: string | null; team: string | null };
  now: number;
  channel: string;
  promise: Clock['promise'];
}

function happen({ what, clock, by, now, channel, promise }: Happening) {
  if (what === 'start' || !clock) {
    const startedAt = at(now - (now % 7));
    return started({ startedAt, dueAt: at(now + 45), channel, promise, branch: by.owner }, at(now));
  }
  const running = clock.state === 'running';
  const isOver = clock.dueAt < at(now);
  if (what === 'met' && running) return then(clock, met(isOver ? clock.dueAt : at(now), by, isOver), at(now));
  if (what === 'breach' && running && isOver) return then(clock, breach(clock, by), at(now));
  if (what === 'withdraw' && clock.state !== 'withdrawn')
    return then(clock, withdrawal(at(now), by.owner ?? 'recomputed'), at(now));
  if (what === 'restate' && clock.state === 'missed')
    return then(clock, restated(clock, at(now), { state: 'met' }), at(now));
  if (what === 'label') return then(clock, restated(clock, at(now), { product: by.owner ?? 'card' }), at(now));
  if (what === 'move' && running)
    return then(clock, restated(clock, at(now), { dueAt: new Date(clock.dueAt.getTime() + HOUR) }), at(now));
  return null;
}
