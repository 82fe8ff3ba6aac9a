import { sampleProof, type Fate } from '../test/sample-proof';
import { chainedEvent } from './build-proof';
import type { ChainedEvent } from './clock-event';
import { activated, applyEvent, foldClock } from './fold-clock';

const startedAt = new Date('2026-02-16T00:00:00.000Z');
const eventsOf = (fate: Fate): ChainedEvent[] => sampleProof([{ startedAt, fate }]).events.map(chainedEvent);
const after = (hours: number) => new Date(startedAt.getTime() + hours * 3_600_000);

test.each<[Fate, object]>([
  ['running', { state: 'running', dueAt: after(24), warned: [], owner: null, sequence: 1 }],
  ['met', { state: 'met', fulfilledAt: after(3), confirmed: false, owner: 'u-17', sequence: 2 }],
  ['confirmed', { state: 'met', fulfilledAt: after(13), confirmed: true, warned: [43_200], sequence: 3 }],
  ['missed', { state: 'missed', fulfilledAt: null, owner: 'u-17', warned: [43_200], sequence: 3 }],
  ['withdrawn', { state: 'withdrawn', withdrawnReason: 'duplicate', fulfilledAt: null, sequence: 2 }],
  ['restated', { state: 'met', fulfilledAt: startedAt, confirmed: true, warned: [43_200], sequence: 4 }],
  ['extended', { state: 'running', dueAt: after(48), sequence: 2 }],
])('a clock that was %s is what its events add up to', (fate, expected) => {
  const events = eventsOf(fate);
  expect(foldClock(events)).toMatchObject({ ...expected, startedAt, hash: events.at(-1)!.hash });
});

test('event by event gives the same as all at once, and leaves the state before as it was', () => {
  const [first, ...rest] = eventsOf('restated');
  const states = [activated(first!)];
  for (const event of rest) states.push(applyEvent(Object.freeze(states.at(-1)!), event));
  expect(states.at(-1)).toEqual(foldClock([first!, ...rest]));
});

test('a gap, a repetition, another beginning and no event at all are refused', () => {
  const [first, second, third] = eventsOf('missed') as [ChainedEvent, ChainedEvent, ChainedEvent];
  const again = { ...first, sequence: 2 };
  for (const events of [[], [second], [first, third], [first, second, second], [first, again]])
    expect(() => foldClock(events)).toThrow();
});
