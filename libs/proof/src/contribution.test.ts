import fc from 'fast-check';
import { sampleProof, type Fate } from '../test/sample-proof';
import { chainedEvent } from './build-proof';
import { contributionOf, deltasOf, outcomeAt, type Contribution } from './contribution';
import { activated, applyEvent, foldClock, type ClockState } from './fold-clock';

const startedAt = new Date('2026-02-16T08:59:59.999Z');
const FATES: Fate[] = ['met', 'confirmed', 'missed', 'running', 'withdrawn', 'restated', 'extended'];
const stateOf = (fate: Fate) => foldClock(sampleProof([{ startedAt, fate }]).events.map(chainedEvent));

test('a met promise stands once in every dimension, in the hour in which it was started', () => {
  const row = { promise: 'first-reply', cohortHour: '2026-02-16T08:00:00.000Z', missed: 0, running: 0, withdrawn: 0 };
  const keys = { total: '', channel: 'web-form', product: 'card', cause: 'fees', branch: '', team: '', owner: 'u-17' };
  expect(contributionOf(stateOf('confirmed'))).toEqual(
    Object.entries(keys).map(([dimension, key]) => ({ ...row, dimension, key, met: 1, confirmed: 1 })),
  );
});

test('nobody answers for a promise that is running; a withdrawn one says why', () => {
  const dimensions = (fate: Fate) => contributionOf(stateOf(fate)).map(({ dimension, key }) => `${dimension} ${key}`);
  const asked = ['total ', 'channel web-form', 'product card', 'cause fees', 'branch '];
  expect(dimensions('running')).toEqual(asked);
  expect(dimensions('withdrawn')).toEqual([...asked, 'withdrawn-reason duplicate']);
});

test('an event that moves no count changes no figure', () => {
  const running = stateOf('running');
  const warned = { ...running, warned: [43_200], sequence: 2, dueAt: new Date('2027-01-01T00:00:00Z') };
  expect(deltasOf(running, warned)).toEqual([]);
});

test('a corrected label moves the promise from one key to the other and leaves the total alone', () => {
  const missed = stateOf('missed');
  expect(deltasOf(missed, { ...missed, product: 'loan' })).toMatchObject([
    { dimension: 'product', key: 'card', missed: -1, met: 0 },
    { dimension: 'product', key: 'loan', missed: 1, met: 0 },
  ]);
});

test('what all events change adds up to what the clock contributes in the end', () => {
  const step = fc.record({
    state: fc.constantFrom('running', 'met', 'missed', 'withdrawn'),
    confirmed: fc.boolean(),
    product: fc.constantFrom('card', 'loan'),
    owner: fc.constantFrom(null, 'u-1', 'u-2'),
    withdrawnReason: fc.constantFrom('spam', 'duplicate'),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
      const states = steps.map((s) => ({ ...stateOf('running'), ...s }) as ClockState);
      const deltas = states.flatMap((state, i) => deltasOf(states[i - 1] ?? null, state));
      expect(summed(deltas)).toEqual(summed(contributionOf(states.at(-1)!)));
    }),
  );
  for (const fate of FATES) {
    const [first, ...rest] = sampleProof([{ startedAt, fate }]).events.map(chainedEvent);
    const states = [activated(first!)];
    for (const event of rest) states.push(applyEvent(states.at(-1)!, event));
    const deltas = states.flatMap((state, i) => deltasOf(states[i - 1] ?? null, state));
    expect(summed(deltas)).toEqual(summed(contributionOf(stateOf(fate))));
  }
});

test('a promise is in time at its due time and missed one millisecond later', () => {
  const { dueAt } = stateOf('running');
  const at = (ms: number, state: ClockState['state'] = 'running') =>
    outcomeAt({ state, dueAt }, new Date(dueAt.getTime() + ms));
  expect([at(0), at(1), at(1, 'met'), at(1, 'withdrawn'), at(-1, 'missed')]).toEqual([
    'running',
    'missed',
    'met',
    'withdrawn',
    'missed',
  ]);
});

/** By cell, without those that are zero. */
function summed(rows: readonly Contribution[]): Record<string, number[]> {
  const cells: Record<string, number[]> = {};
  for (const { promise, dimension, key, cohortHour, ...counts } of rows) {
    const cell = [promise, dimension, key, cohortHour].join('|');
    const values = Object.values(counts);
    cells[cell] = values.map((value, i) => value + (cells[cell]?.[i] ?? 0));
  }
  return Object.fromEntries(Object.entries(cells).filter(([, values]) => values.some((value) => value !== 0)));
}
