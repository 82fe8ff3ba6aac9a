import { foldClock, type ChainedEvent } from '@hearback/proof';
import type { CaseFact, LabelsFact } from './case-fact';
import { wakeTimeOf, type Clock } from './clock';
import { dueEvents, type Advanced } from './due-events';
import { reconcileClocks } from './reconcile-clocks';
import {
  assigned,
  CASE_ID,
  confirmed,
  extended,
  feedback,
  h,
  id,
  inForce,
  reclassified,
  reply,
  turn,
  withdrawn,
} from './test-case';
import { wantedClocks } from './wanted-clocks';

const bank = inForce('bank-promise');

/** A tracker in memory: facts come in, clocks and their events add up. */
function tracker(policies = bank, promises = ['first-reply', 'next-reply']) {
  const facts: CaseFact[] = [];
  const clocks = new Map<string, Clock>();
  const events = new Map<string, ChainedEvent[]>();
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
    learn: (fact: CaseFact, now: Date, inForceNow = policies) => {
      facts.push(fact);
      const wanted = wantedClocks({ caseId: CASE_ID, facts }, inForceNow, now);
      const looked = wanted.filter(({ promise }) => promises.includes(promise));
      return keep(reconcileClocks({ known: [...clocks.values()], wanted: looked }, now));
    },
    sweep: (now: Date) => keep([...clocks.values()].map((clock) => dueEvents(clock, now))),
    story: () =>
      [...events.values()].map((list) =>
        list.map((event) => (event.kind === 'warned' ? `warned ${event.data.secondsLeft}` : event.kind)),
      ),
    states: () => [...clocks.values()].map(({ state }) => state),
  };
}

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

test('warnings climb from the owner to the supervisor to the head', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(24));
  const [list] = [...t.events.values()];
  expect(list!.flatMap((event) => (event.kind === 'warned' ? [event.data.to] : []))).toEqual([
    'owner',
    'owner',
    'supervisor',
    'head',
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

test('an answered clock warns no more and has no time to wake at', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(13));
  t.learn(reply('x', h(14)), h(14));
  t.sweep(h(99));
  expect(t.story()).toEqual([['activated', 'warned 43200', 'fulfilled']]);
  expect([...t.clocks.values()].map(wakeTimeOf)).toEqual([null]);
});

test('a reply that reaches the tracker late, but was known in time, comes before the warnings it makes needless', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.learn(reply('x', h(2)), h(30));
  expect(t.story()).toEqual([['activated', 'fulfilled']]);
});

test('a reply found after the miss, but made in time, restates the clock, and whose it was then', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.learn(assigned('chen', h(1), 'cards'), h(1));
  t.sweep(h(25));
  const [changed] = t.learn(reply('x', h(5), { changedAt: h(30) }), h(30));
  expect(changed!.steps.map(({ event }) => event)).toEqual([
    {
      kind: 'restated',
      data: {
        reason: 'facts',
        product: 'card',
        cause: 'fees',
        kind: 'complaint',
        owner: 'chen',
        team: 'cards',
        state: 'met',
        dueAt: h(24).toISOString(),
        provisional: false,
        calendarVersion: null,
        warnings: expect.any(Array),
        fulfilledAt: h(5).toISOString(),
        fulfilledBy: id('x'),
        confirmed: false,
        withdrawnReason: null,
      },
      sequence: 7,
      effectiveAt: h(5),
      recordedAt: h(30),
      policyVersion: 'bank-promise-2',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
  expect(t.states()).toEqual(['met']);
});

test('a reply logged late restates the clock only once a second person vouches for it', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.learn(reply('x', h(5), { origin: 'logged', changedAt: h(30) }), h(30));
  expect(t.states()).toEqual(['missed']);
  t.learn(confirmed('x', h(31), 'chen'), h(31));
  expect(t.states()).toEqual(['missed']);
  t.learn(confirmed('x', h(32), 'wu'), h(32));
  expect([...t.clocks.values()].map(({ state, confirmed: vouched }) => [state, vouched])).toEqual([['met', true]]);
});

test('a promise that turns out to belong to another is withdrawn, and the other one started', () => {
  const t = tracker();
  t.learn(feedback('B', h(3)), h(3));
  t.learn(feedback('A', h(0)), h(4));
  expect(t.story()).toEqual([['activated', 'withdrawn'], ['activated']]);
});

test('a fact that is told twice adds nothing', () => {
  const t = tracker(inForce('bank-promise', 'china-2020'), ['first-reply', 'resolution', 'legal', 'progress-update']);
  const facts = [
    feedback('A', h(0)),
    reply('x', h(2)),
    reclassified({ product: 'loan' }, h(4)),
    extended('e', h(50)),
    turn('resolved', h(60), 12),
  ];
  for (const fact of facts) t.learn(fact, h(100));
  for (const fact of facts) expect(t.learn(fact, h(101))).toEqual([]);
});

test.each(['reclassified', 'relabelled'] as const)(
  '%s: labels are restated on every clock, what it was stays',
  (kind) => {
    const t = tracker();
    t.learn(feedback('A', h(0)), h(0));
    t.learn(reply('x', h(2)), h(2));
    const [changed] = t.learn(
      { ...reclassified({ product: 'loan', cause: 'staff-attitude' }, h(4)), kind } as LabelsFact,
      h(4),
    );
    expect(changed!.steps.map(({ event }) => [event.kind, 'reason' in event.data && event.data.reason])).toEqual([
      ['restated', 'labels'],
    ]);
    expect(changed!.clock).toEqual(
      expect.objectContaining({ state: 'met', product: 'loan', cause: 'staff-attitude', fulfilledAt: h(2) }),
    );
  },
);

test('an extension is an event with both names, and the promise warns of the new due time', () => {
  const t = tracker(inForce('china-2020'), ['legal']);
  t.learn(feedback('A', h(0)), h(0));
  const [changed] = t.learn(extended('e', h(24)), h(24));
  expect(changed!.steps.map(({ event }) => [event.kind, event.data])).toEqual([
    [
      'extended',
      {
        extensionId: id('e'),
        requestedBy: 'chen',
        approvedBy: 'wu',
        reason: 'complex',
        dueAt: '2026-04-01T16:00:00.000Z',
        provisional: false,
        calendarVersion: expect.stringMatching(/^cn-bank@/),
        warnings: [
          { secondsLeft: 604_800, to: 'owner' },
          { secondsLeft: 259_200, to: 'supervisor' },
          { secondsLeft: 86_400, to: 'head' },
        ],
      },
    ],
  ]);
});

test('an extension that was approved in time but heard of after the breach takes the miss back', () => {
  const t = tracker(inForce('china-2020'), ['legal']);
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(400));
  expect(t.states()).toEqual(['missed']);
  t.learn(extended('e', h(24)), h(400));
  expect(t.story()[0]!.slice(-2)).toEqual(['breached', 'restated']);
  expect(t.states()).toEqual(['running']);
});

test('a withdrawal ends what is not due yet and says why; a miss stays', () => {
  const t = tracker(bank, ['first-reply', 'resolution']);
  t.learn(feedback('A', h(0)), h(0));
  t.sweep(h(25));
  t.learn(withdrawn(h(26), 'spam'), h(26));
  expect(
    [...t.clocks.values()].map(({ promise, state, withdrawnReason }) => [promise, state, withdrawnReason]),
  ).toEqual([
    ['first-reply', 'missed', null],
    ['resolution', 'withdrawn', 'spam'],
  ]);
});

test('the owner of the miss is who had the case at the due time', () => {
  const t = tracker();
  t.learn(feedback('A', h(0)), h(0));
  t.learn(assigned('chen', h(1), 'cards'), h(1));
  t.learn(assigned('wu', h(30)), h(30));
  expect([...t.clocks.values()].map(({ state, owner, team }) => [state, owner, team])).toEqual([
    ['missed', 'chen', 'cards'],
  ]);
});

test('the rows are what the events add up to, and the events are a chain', () => {
  const t = tracker(inForce('bank-promise', 'china-2020'), ['first-reply', 'resolution', 'legal']);
  t.learn(feedback('A', h(0)), h(0));
  t.learn(reply('x', h(2)), h(2));
  t.learn(turn('resolved', h(60)), h(60));
  for (const [clockId, events] of t.events) {
    const { clockId: own, customerKey, ...state } = t.clocks.get(clockId)!;
    expect([own, typeof customerKey, state]).toEqual([clockId, 'string', foldClock(events)]);
  }
});
