import fc from 'fast-check';
import { bankPromise, CASE_ID, feedback, h, id, reply, revision } from '../../test/fact-builders';
import type { CaseFact } from './case-fact';
import { foldClock, type Clock, type ClockEvent } from './clock-state';
import { dueEvents, type Advanced } from './due-events';
import { reconcileClocks } from './reconcile-clocks';
import { wantedClocks } from './response-clock';

/** A tracker in memory: facts come in, clocks and their events add up. */
function tracker() {
  const facts: CaseFact[] = [];
  const clocks = new Map<string, Clock>();
  const events = new Map<string, ClockEvent[]>();
  const keep = (advanced: readonly Advanced[]) => {
    for (const { clock, steps } of advanced) {
      clocks.set(clock.clockId, clock);
      events.set(clock.clockId, [...(events.get(clock.clockId) ?? []), ...steps.map(({ event }) => event)]);
    }
    return advanced;
  };
  return {
    clocks,
    events,
    learn: (fact: CaseFact, now: Date) => {
      facts.push(fact);
      const wanted = wantedClocks({ caseId: CASE_ID, facts }, bankPromise, now);
      return keep(reconcileClocks({ known: [...clocks.values()], wanted }, now));
    },
    sweep: (now: Date) => keep([...clocks.values()].map((clock) => dueEvents(clock, now))),
    story: () =>
      [...events.values()].map((list) =>
        list.map((event) => (event.kind === 'warned' ? `warned ${event.data.thresholdSeconds}` : event.kind)),
      ),
  };
}

const states = (clocks: Iterable<Clock>) =>
  [...clocks].filter(({ state }) => state !== 'withdrawn').map(({ state }) => state);

test('a clock warns at each threshold once, then breaches once, however often the table is swept', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  for (const now of [h(1), h(12), h(12), h(21), h(23), h(23.75), h(24), h(24, 1), h(25), h(99)]) t.sweep(now);
  expect(t.story()).toEqual([['activated', 'warned 43200', 'warned 14400', 'warned 3600', 'warned 900', 'breached']]);
  const [list] = [...t.events.values()];
  expect(list!.map(({ effectiveAt, recordedAt }) => [effectiveAt, recordedAt])).toEqual([
    [h(0), h(0)],
    [h(12), h(12)],
    [h(20), h(21)],
    [h(23), h(23)],
    [h(23.75), h(23.75)],
    [h(24), h(24, 1)],
  ]);
});

test('what fell due while the tracker was down is written once each, with the time at which it took effect', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(50));
  const [list] = [...t.events.values()];
  expect(list!.slice(1).map(({ kind, effectiveAt }) => [kind, effectiveAt])).toEqual([
    ['warned', h(12)],
    ['warned', h(20)],
    ['warned', h(23)],
    ['warned', h(23.75)],
    ['breached', h(24)],
  ]);
});

test('an answered clock warns no more', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(13));
  t.learn(reply('x', h(14)), h(14));
  t.sweep(h(99));
  expect(t.story()).toEqual([['activated', 'warned 43200', 'fulfilled']]);
});

test('a reply that reaches the tracker late, but was known in time, comes before the warnings it makes needless', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.learn(reply('x', h(2)), h(30));
  expect(t.story()).toEqual([['activated', 'fulfilled']]);
});

test('a reply found after the miss, but made in time, restates the clock', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(25));
  const [changed] = t.learn(reply('x', h(5), { knownAt: h(30) }), h(30));
  expect(changed!.steps.map(({ event }) => event)).toEqual([
    {
      kind: 'restated',
      data: {
        from: 'missed',
        to: 'met',
        dueAt: h(24).toISOString(),
        fulfilledAt: h(5).toISOString(),
        replyId: id('x'),
      },
      sequence: 7,
      effectiveAt: h(5),
      recordedAt: h(30),
      policyVersion: 'test-1',
    },
  ]);
  expect(states(t.clocks.values())).toEqual(['met']);
});

test('a promise that turns out to belong to another is withdrawn, and the other one started', () => {
  const t = tracker();
  t.learn(feedback('B', h(3)), h(3));
  t.learn(feedback('A', h(0)), h(4));
  expect(t.story()).toEqual([['activated', 'withdrawn'], ['activated']]);
});

test('a fact that is told twice adds nothing', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.learn(reply('x', h(2)), h(2));
  expect(t.learn(feedback('A', h(0)), h(3))).toEqual([]);
  expect(t.learn(reply('x', h(2)), h(4))).toEqual([]);
});

const someFact = fc.oneof(
  fc
    .record({
      letter: fc.constantFrom('A', 'B', 'C', 'D'),
      at: fc.integer({ min: 0, max: 80 }),
      who: fc.constantFrom('li', 'wang'),
    })
    .map(({ letter, at, who }) => feedback(letter, h(at), { customerKey: who })),
  fc
    .record({
      of: fc.constantFrom('A', 'B', 'C', 'D'),
      number: fc.integer({ min: 2, max: 4 }),
      at: fc.integer({ min: 0, max: 90 }),
      substantive: fc.boolean(),
    })
    .map(({ of, number, at, substantive }) => revision(of, h(at), { revision: number, substantive })),
  fc
    .record({
      letter: fc.constantFrom('r', 's', 't', 'u'),
      to: fc.constantFrom('A', 'B', 'C', 'D'),
      at: fc.integer({ min: 0, max: 90 }),
      knownAfter: fc.integer({ min: 0, max: 60 }),
      origin: fc.constantFrom('logged' as const, 'observed' as const),
      automatic: fc.boolean(),
    })
    .map(({ letter, to, at, knownAfter, origin, automatic }) =>
      reply(letter, h(at), { feedbackId: id(to), knownAt: h(at + knownAfter), origin, automatic }),
    ),
);

// One history: each fact has one id and one content.
const history = fc.uniqueArray(someFact, {
  maxLength: 10,
  selector: (fact) =>
    fact.kind === 'reply'
      ? fact.replyId
      : fact.kind === 'revision'
        ? `${fact.feedbackId}#${fact.revision}`
        : fact.feedbackId,
});

test('any order, repetition and delay of the facts ends with the same promises, and the events add up to the rows', () => {
  const scenario = history.chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      told: fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length }).map((some) => [...some, ...facts]),
      sweeps: fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 3 }),
    }),
  );
  fc.assert(
    fc.property(scenario, ({ facts, told, sweeps }) => {
      const t = tracker();
      let hour = 0;
      for (const fact of told) t.learn(fact, h((hour += 7)));
      const end = Math.max(hour, 200);
      for (const later of sweeps) t.sweep(h(end + later));
      t.sweep(h(end + 130));
      const live = [...t.clocks.values()].filter(({ state }) => state !== 'withdrawn');
      const wanted = wantedClocks({ caseId: CASE_ID, facts }, bankPromise, h(end + 130));
      const facets = (clock: Pick<Clock, 'clockId' | 'state' | 'dueAt' | 'fulfilledAt'>) =>
        [clock.clockId, clock.state, clock.dueAt.toISOString(), clock.fulfilledAt?.toISOString() ?? null].join(' ');
      expect(live.map(facets).sort()).toEqual(wanted.map(facets).sort());
      for (const [clockId, events] of t.events) {
        expect(t.clocks.get(clockId)).toEqual({ ...t.clocks.get(clockId), ...foldClock(events) });
        const breaches = events.filter(({ kind }) => kind === 'breached');
        expect(breaches.length).toBeLessThanOrEqual(1);
        const warnings = events.flatMap((event) => (event.kind === 'warned' ? [event.data.thresholdSeconds] : []));
        expect(new Set(warnings).size).toBe(warnings.length);
      }
    }),
    { numRuns: 500 },
  );
});
