import { chained, CHAIN_START, eventHash, foldClock, type ChainedEvent } from '@hearback/proof';
import fc from 'fast-check';
import { shippedCalendars } from './calendar/shipped-calendars';
import type { CaseFact } from './case-fact';
import type { Clock } from './clock';
import { breachesBy, dueEvents, type Advanced } from './due-events';
import type { CalendarInForce, InForce } from './promise-policy';
import { reconcileClocks } from './reconcile-clocks';
import {
  assigned,
  CASE_ID,
  COMPLAINT,
  confirmed,
  extended,
  feedback,
  h,
  id,
  inForce,
  reclassified,
  reply,
  revision,
  turn,
  unlinked,
  visit,
  withdrawn,
} from './test-case';
import { answerableAt, wantedClocks } from './wanted-clocks';

// Many calendars: the notice of 2026 becomes known, and the bank closes for a day, while promises run.
const china = shippedCalendars().get('cn-bank')!;
const before = { ...china, version: '2025.1', notices: china.notices.slice(0, 2), publishedThrough: '2025-12-27' };
const closed = { ...china, version: '2026.2', overrides: [{ date: '2026-03-12', hours: [], reason: 'a test' }] };
const calendars: CalendarInForce[] = [
  { knownFrom: new Date(0), calendar: before },
  { knownFrom: h(60), calendar: china },
  { knownFrom: h(130), calendar: closed },
];
const packs = inForce('bank-promise', 'china-2020', 'uk-disp');
const everything: InForce = {
  policies: packs.policies,
  calendars: [
    ...packs.calendars.filter(({ calendar }) => calendar !== china && calendar.id !== 'cn-bank'),
    ...calendars,
  ],
};

const hour = fc.integer({ min: 0, max: 500 });
const letter = fc.constantFrom('A', 'B', 'C');
const person = fc.constantFrom('chen', 'wu');
const delay = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }));

const someFact: fc.Arbitrary<CaseFact> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(letter, hour, fc.constantFrom('li', 'wang')).map(feedbackOf) },
  fc.tuple(letter, fc.integer({ min: 2, max: 3 }), hour, fc.boolean()).map(([of, number, at, substantive]) => {
    return revision(of, h(at), { revision: number, substantive });
  }),
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('r', 's', 't'), letter, hour, delay, fc.boolean()).map(replyOf) },
  fc.tuple(fc.constantFrom('r', 's', 't'), hour, person).map(([of, at, by]) => confirmed(of, h(at), by)),
  { weight: 2, arbitrary: hour.map((at) => turn('resolved', h(at))) },
  hour.map((at) => turn('reopened', h(at))),
  hour.map((at) => withdrawn(h(at))),
  fc.tuple(fc.constantFrom('v', 'w'), hour, fc.constantFrom('satisfied', 'dissatisfied', 'not-reached')).map(visitOf),
  fc.tuple(fc.constantFrom('e', 'f'), hour, fc.constantFrom('legal', 'resolution'), person).map(extensionOf),
  hour.map((at) => reclassified({ kind: at % 2 ? 'enquiry' : 'complaint', product: at % 3 ? 'card' : 'loan' }, h(at))),
  fc.tuple(person, hour).map(([who, at]) => assigned(who, h(at))),
  fc.tuple(letter, hour).map(([of, at]) => unlinked(of, h(at))),
);

function feedbackOf([of, at, customerKey]: [string, number, string]): CaseFact {
  return feedback(of, h(at), { customerKey });
}

function replyOf([of, to, at, late, byHand]: [string, string, number, number, boolean]): CaseFact {
  const origin = byHand ? 'logged' : 'observed';
  return reply(of, h(at), { feedbackId: id(to), changedAt: h(at + late), origin, automatic: at % 7 === 0 });
}

function visitOf([of, at, outcome]: [string, number, 'satisfied' | 'dissatisfied' | 'not-reached']): CaseFact {
  return visit(of, h(at), { outcome });
}

function extensionOf([of, at, promise, by]: [string, number, 'legal' | 'resolution', string]): CaseFact {
  return extended(of, h(at), { promise, by });
}

function keyOf(fact: CaseFact): string {
  if (fact.kind === 'feedback') return `feedback ${fact.feedbackId}`;
  if (fact.kind === 'revision') return `revision ${fact.feedbackId} ${fact.revision}`;
  if (fact.kind === 'reply') return `reply ${fact.replyId}`;
  if (fact.kind === 'followed-up') return `visit ${fact.visitId}`;
  if (fact.kind === 'extended') return `extension ${fact.extensionId}`;
  return `${fact.kind} ${fact.changedAt.getTime()}`;
}

/** A history as the cases service would have told it: versions by recorded time, and labels that go on. */
const history = fc.uniqueArray(someFact, { minLength: 1, maxLength: 12, selector: keyOf }).map((facts) => {
  let labels = COMPLAINT;
  return [...facts]
    .sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime())
    .map((fact, index) => {
      if (fact.kind === 'reclassified') labels = fact.labels;
      return { ...fact, caseVersion: index + 1, labels };
    });
});

const scenario = history.chain((facts) =>
  fc.record({
    facts: fc.constant(facts as CaseFact[]),
    told: fc
      .shuffledSubarray([...facts, ...facts] as CaseFact[], { minLength: facts.length })
      .map((some) => [...some, ...(facts as CaseFact[])]),
    steps: fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 40, maxLength: 40 }),
  }),
);

/** A tracker in memory, with its sweep. */
function tracker() {
  const facts: CaseFact[] = [];
  const clocks = new Map<string, Clock>();
  const events = new Map<string, ChainedEvent[]>();
  const keep = (advanced: readonly Advanced[]) => {
    for (const { clock, steps } of advanced) {
      clocks.set(clock.clockId, clock);
      events.set(clock.clockId, [...(events.get(clock.clockId) ?? []), ...steps.map(({ event }) => event)]);
    }
    return advanced.flatMap(({ steps }) => steps);
  };
  const recompute = (now: Date) => {
    const wanted = wantedClocks({ caseId: CASE_ID, facts }, everything, now);
    return keep(reconcileClocks({ known: [...clocks.values()], wanted }, now));
  };
  const sweepOne = (clock: Clock, now: Date) =>
    dueEvents(clock, now, breachesBy(clock, now) ? answerableAt(facts, clock.dueAt) : undefined);
  return {
    clocks,
    events,
    recompute,
    learn: (fact: CaseFact, now: Date) => {
      facts.push(fact);
      return recompute(now);
    },
    sweep: (now: Date) => keep([...clocks.values()].map((clock) => sweepOne(clock, now))),
  };
}

const facets = (clock: Clock) =>
  [
    clock.promise,
    clock.clockId,
    clock.state,
    clock.dueAt.toISOString(),
    clock.provisional,
    clock.fulfilledAt?.toISOString() ?? null,
    clock.fulfilledBy,
    clock.confirmed,
    clock.withdrawnReason,
    clock.product,
    clock.kind,
    ...(clock.state === 'withdrawn' ? [] : [clock.owner, clock.team]),
  ].join(' ');

const END = h(5_000);

test('any order, repetition and delay of the facts ends with what the ordered history ends with', () => {
  fc.assert(
    fc.property(scenario, ({ facts, told, steps }) => {
      const t = tracker();
      let at = 0;
      for (const [index, fact] of told.entries()) {
        at += steps[index % steps.length]!;
        t.learn(fact, h(at));
        if (index % 2) t.sweep(h(at + 1));
      }
      t.recompute(END);
      t.sweep(END);
      const ordered = tracker();
      for (const fact of facts) ordered.learn(fact, END);
      const wanted = wantedClocks({ caseId: CASE_ID, facts }, everything, END).map(({ clockId }) => clockId);
      const kept = ({ clockId }: Clock) => wanted.includes(clockId);
      expect([...t.clocks.values()].filter(kept).map(facets).sort()).toEqual(
        [...ordered.clocks.values()].filter(kept).map(facets).sort(),
      );
      const surplus = [...t.clocks.values()].filter((clock) => !kept(clock));
      expect(surplus.filter(({ state }) => state !== 'withdrawn')).toEqual([]);
      expect([...t.recompute(END), ...t.sweep(END)]).toEqual([]);
      for (const [clockId, events] of t.events) checkEvents(clockId, events, t.clocks.get(clockId)!);
    }),
    { numRuns: 150 },
  );
}, 60_000);

function checkEvents(clockId: string, events: readonly ChainedEvent[], clock: Clock): void {
  expect(clock).toEqual({ ...foldClock(events), clockId, customerKey: clock.customerKey });
  let previous = CHAIN_START;
  for (const { hash, ...event } of events) {
    expect(hash).toBe(eventHash(clockId, event as ChainedEvent, previous));
    previous = hash;
  }
  const warned = events.flatMap((event) => (event.kind === 'warned' ? [event.data.secondsLeft] : []));
  expect(new Set(warned).size).toBe(warned.length);
  expect(breachesSinceRunning(events)).toBeLessThanOrEqual(1);
}

// A miss that was taken back, because the due time had moved, may be followed by the miss of the new due time.
function breachesSinceRunning(events: readonly ChainedEvent[]): number {
  let most = 0;
  let breaches = 0;
  for (const event of events) {
    if (event.kind === 'restated' && event.data.state === 'running') breaches = 0;
    if (event.kind === 'breached') most = Math.max(most, (breaches += 1));
  }
  return most;
}

test('a promise without extension or calendar breaches once in its life, however its facts come', () => {
  fc.assert(
    fc.property(scenario, ({ told, steps }) => {
      const t = tracker();
      let at = 0;
      for (const [index, fact] of told.entries()) {
        t.learn(fact, h((at += steps[index % steps.length]!)));
        t.sweep(h(at));
      }
      for (const [clockId, events] of t.events) {
        if (!['first-reply', 'next-reply'].includes(t.clocks.get(clockId)!.promise)) continue;
        expect(events.filter(({ kind }) => kind === 'breached').length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 50 },
  );
}, 60_000);

test('the chain is one link for each event', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  const [events] = [...t.events.values()];
  const { hash, ...event } = events![0]!;
  const clockId = [...t.events.keys()][0]!;
  expect(chained(clockId, event as ChainedEvent, CHAIN_START).hash).toBe(hash);
});
