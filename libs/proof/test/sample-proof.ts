import { deterministicId, type PromiseKind } from '@hearback/contracts';
import {
  buildProof,
  chained,
  CHAIN_START,
  daysRoot,
  EMPTY_DAY,
  extendDayRoot,
  proofEvent,
  sealCheckpoint,
  sealingKeyPair,
  utcDayOf,
  type ChainedEvent,
  type ClockHappening,
  type DayRoot,
  type ProofEvent,
  type ProofFile,
  type ProofMark,
  type SealedDay,
  type SealingKeyPair,
} from '../src/index';

/** What became of a sample clock. */
export type Fate = 'met' | 'confirmed' | 'missed' | 'running' | 'withdrawn' | 'restated' | 'extended';

export interface SampleClock {
  startedAt: Date;
  fate: Fate;
  promise?: PromiseKind;
}

export const sampleKey = sealingKeyPair(Buffer.alloc(32, 7));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A deployment that sealed these clocks, one checkpoint for `perCheckpoint` events, and its proof of the whole period. */
export function sampleProof(clocks: readonly SampleClock[], perCheckpoint = 3, key = sampleKey): ProofFile {
  const events = clocks
    .flatMap((clock, index) => sampleEvents(clock, index))
    .sort((a, b) => a.event.recordedAt.getTime() - b.event.recordedAt.getTime())
    .map(({ clockId, event }, index) => proofEvent(clockId, 10 + index * 3, event));
  const from = new Date(Math.min(...clocks.map(({ startedAt }) => startedAt.getTime())));
  const to = new Date(Math.max(...clocks.map(({ startedAt }) => startedAt.getTime())) + 1);
  return proofOfEvents(events, { from, to, perCheckpoint, key });
}

export function proofOfEvents(
  events: readonly ProofEvent[],
  o: { from: Date; to: Date; perCheckpoint: number; key: SealingKeyPair },
): ProofFile {
  const sealed = sealAll(events, o.perCheckpoint, o.key);
  const promises: PromiseKind[] = ['first-reply', 'next-reply'];
  const asOf = sealed.checkpoints.at(-1)!.sealedAt;
  return buildProof({
    question: { from: o.from.toISOString(), to: o.to.toISOString(), asOf, promises },
    checkpoint: sealed.checkpoints.at(-1)!,
    publicKey: o.key.publicKey,
    days: sealed.days,
    marks: sealed.marks,
    terms: ['an answer by a person within 24 hours'],
    events,
  });
}

/** Every checkpoint of these events, the last one's days, and the day roots that each one left. */
export function sealAll(events: readonly ProofEvent[], perCheckpoint: number, key: SealingKeyPair) {
  const days = new Map<string, DayRoot>();
  const dayOfClock = new Map<string, string>();
  const marks: ProofMark[] = [];
  const checkpoints: ReturnType<typeof sealCheckpoint>[] = [];
  const list = (): SealedDay[] => [...days].map(([day, { events, root }]): SealedDay => [day, events, root]).sort();
  for (let at = 0; at < events.length; at += perCheckpoint) {
    const batch = events.slice(at, at + perCheckpoint);
    const touched = new Set<string>();
    for (const event of batch) {
      if (event.kind === 'activated') dayOfClock.set(event.clockId, utcDayOf(new Date(event.data.startedAt)));
      const day = dayOfClock.get(event.clockId)!;
      days.set(day, extendDayRoot(days.get(day) ?? EMPTY_DAY, [event.hash]));
      touched.add(day);
    }
    const number = checkpoints.length + 1;
    for (const day of touched) marks.push({ day, checkpoint: number, ...days.get(day)! });
    const previousRoot = checkpoints.at(-1)?.root ?? CHAIN_START;
    const sealedAt = batch.at(-1)!.recordedAt;
    const input = { number, sealedAt, events: at + batch.length, daysRoot: daysRoot(list()), previousRoot };
    checkpoints.push(sealCheckpoint(input, key));
  }
  return { days: list(), marks, checkpoints };
}

function sampleEvents({ startedAt, fate, promise = 'first-reply' }: SampleClock, index: number) {
  const clockId = deterministicId('clock', index);
  const after = (ms: number) => new Date(startedAt.getTime() + ms);
  const events: ChainedEvent[] = [];
  for (const [ms, happening] of happenings(fate, { startedAt, promise, index })) {
    const times = { effectiveAt: after(ms), recordedAt: after(ms + 250) };
    const event = { ...happening, ...times, sequence: events.length + 1, policyVersion: 'bank-2026-01' };
    events.push(chained(clockId, event, events.at(-1)?.hash ?? CHAIN_START));
  }
  return events.map((event) => ({ clockId, event }));
}

function happenings(fate: Fate, o: { startedAt: Date; promise: PromiseKind; index: number }) {
  const by = deterministicId('reply', o.index);
  const answerable = { owner: 'u-17', team: o.index % 2 ? 'cards' : null };
  const terms = termsOf(new Date(o.startedAt.getTime() + DAY));
  const labels = { product: 'card', cause: 'fees', kind: 'complaint' };
  const started: ClockHappening = {
    kind: 'activated',
    data: {
      caseId: deterministicId('case', o.index),
      promise: o.promise,
      term: '24-hours',
      instance: 0,
      feedbackId: deterministicId('feedback', o.index),
      channel: o.index % 2 ? 'hotline' : 'web-form',
      sourceId: 'forms',
      branch: o.index % 3 ? '上海分行' : null,
      ...labels,
      ...terms,
      startedAt: o.startedAt.toISOString(),
    },
  };
  const warned: ClockHappening = { kind: 'warned', data: { secondsLeft: 43_200, to: 'owner' } };
  const breached: ClockHappening = { kind: 'breached', data: answerable };
  const fulfilled = (confirmed: boolean): ClockHappening => ({
    kind: 'fulfilled',
    data: { ...answerable, by, confirmed },
  });
  const restated: ClockHappening = {
    kind: 'restated',
    data: {
      ...labels,
      ...terms,
      ...answerable,
      reason: 'facts',
      state: 'met',
      fulfilledAt: o.startedAt.toISOString(),
      fulfilledBy: by,
      confirmed: true,
      withdrawnReason: null,
    },
  };
  const extended: ClockHappening = {
    kind: 'extended',
    data: { ...termsOf(new Date(o.startedAt.getTime() + 2 * DAY)), ...extension },
  };
  const rest: Record<Fate, [number, ClockHappening][]> = {
    met: [[3 * HOUR, fulfilled(false)]],
    confirmed: [[13 * HOUR, fulfilled(true)]],
    missed: [[DAY, breached]],
    running: [],
    withdrawn: [[2 * HOUR, { kind: 'withdrawn', data: { reason: o.index % 2 ? 'spam' : 'duplicate' } }]],
    restated: [
      [DAY, breached],
      [DAY + HOUR, restated],
    ],
    extended: [[4 * HOUR, extended]],
  };
  const all: [number, ClockHappening][] = [[0, started], ...rest[fate]];
  if (['missed', 'restated', 'confirmed'].includes(fate)) all.splice(1, 0, [12 * HOUR, warned]);
  return all;
}

const extension = { extensionId: 'x-1', requestedBy: 'u-1', approvedBy: 'u-2', reason: 'complex' };

function termsOf(dueAt: Date) {
  const warnings = [{ secondsLeft: 43_200, to: 'owner' as const }];
  return { dueAt: dueAt.toISOString(), provisional: false, calendarVersion: null, warnings };
}
