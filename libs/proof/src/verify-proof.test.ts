import { proofOfEvents, sampleKey, sampleProof, sealAll, type Fate, type SampleClock } from '../test/sample-proof';
import { chainedEvent, proofText } from './build-proof';
import { sealCheckpoint, sealingKeyPair } from './checkpoint';
import { daysRoot } from './day-root';
import { eventHash } from './event-hash';
import type { ProofEvent, ProofFile } from './proof-file';
import { startVerification, verifyProof } from './verify-proof';

const FATES: Fate[] = ['met', 'confirmed', 'missed', 'running', 'withdrawn', 'restated', 'extended'];
const day = (n: number, hour: number) => new Date(Date.UTC(2026, 1, n, hour));
const clocks: SampleClock[] = [16, 17, 18].flatMap((n) =>
  FATES.map((fate, index) => ({ startedAt: day(n, index), fate })),
);
const proof = sampleProof(clocks);
const key = sampleKey.keyId;
const copy = (): Mutable<ProofFile> => structuredClone(proof) as Mutable<ProofFile>;
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };

test('a proof that nobody touched holds: its figure is what the events say', () => {
  expect(verifyProof(proof, { key })).toMatchObject({
    ok: true,
    faults: [],
    warnings: [{ what: 'overdue' }],
    clocks: 21,
    figure: { met: 9, confirmed: 6, missed: 8, running: 1, withdrawn: 3, rateText: '52.94 %' },
    excluded: [
      { reason: 'duplicate', count: 2 },
      { reason: 'spam', count: 1 },
    ],
  });
});

test('a promise without a sealed end counts as missed once it is due, and the reader is told', () => {
  const later = copy();
  later.question.asOf = '2026-03-01T00:00:00.000Z';
  expect(verifyProof(later, { key })).toMatchObject({
    figure: { met: 9, missed: 9, running: 0 },
    warnings: [{ what: 'older-than-asked' }, { what: 'overdue' }],
  });
});

describe('the place of a change', () => {
  const at = proof.events.findIndex(({ kind }) => kind === 'fulfilled');
  const { clockId, sequence } = proof.events[at]!;

  test('one byte of an event: its clock and sequence', () => {
    const changed = copy();
    changed.events[at]!.effectiveAt = changed.events[at]!.effectiveAt.replace('03:00:00', '03:00:01');
    expect(verifyProof(changed, { key }).faults).toMatchObject([
      { what: 'event-hash', where: { clockId, sequence, day: '2026-02-16' } },
    ]);
  });

  test('an event removed: the gap, or the day whose tail is cut', () => {
    const middle = proof.events.findIndex(({ kind }) => kind === 'warned');
    const gap = copy();
    gap.events.splice(middle, 1);
    expect(verifyProof(gap, { key }).faults[0]).toMatchObject({
      what: 'event-sequence',
      where: { clockId: proof.events[middle]!.clockId, sequence: 3 },
      expected: '2',
      found: '3',
    });
    const cut = { ...copy(), marks: [] };
    cut.events.splice(at, 1);
    const found = verifyProof(cut, { key }).faults;
    expect(found[0]).toMatchObject({ what: 'day-events', where: { day: '2026-02-16' } });
    expect(found.map(({ what }) => what)).toContain('claim');
  });

  test('with the roots that earlier checkpoints left, a cut tail is found between two of them', () => {
    const cut = copy();
    cut.events.splice(at, 1);
    const mark = proof.marks!.find(({ day, events }) => day === '2026-02-16' && events > at);
    expect(verifyProof(cut, { key }).faults[0]).toMatchObject({
      what: 'day-root',
      where: { day: '2026-02-16', checkpoint: mark!.checkpoint },
    });
  });

  test('a gap is one fault of its clock, however many events follow it', () => {
    const restated = proof.events.find(({ kind }) => kind === 'restated')!.clockId;
    const gap = copy();
    gap.events = gap.events.filter((event) => event.clockId !== restated || event.kind !== 'warned');
    const faults = verifyProof(gap, { key }).faults;
    expect(faults.filter(({ where }) => where.clockId).map(({ what, where }) => [what, where.sequence])).toEqual([
      ['event-sequence', 3],
    ]);
  });

  test('an event inserted: its clock and sequence', () => {
    const more = copy();
    more.events.splice(at + 1, 0, { ...more.events[at]!, position: more.events[at]!.position + 1 });
    expect(verifyProof(more, { key }).faults[0]).toMatchObject({
      what: 'event-sequence',
      where: { clockId, sequence },
    });
  });

  test('a whole clock removed: its day', () => {
    const less = copy();
    less.marks = [];
    less.events = less.events.filter((event) => event.clockId !== clockId);
    expect(verifyProof(less, { key }).faults[0]).toMatchObject({ what: 'day-events', where: { day: '2026-02-16' } });
  });

  test('a whole day cut off: the day, or the checkpoint when it is taken from the list too', () => {
    const last = new Set(proof.events.filter((e) => isStarted(e, '2026-02-18')).map((event) => event.clockId));
    const less = copy();
    less.events = less.events.filter((event) => !last.has(event.clockId));
    expect(verifyProof(less, { key }).faults[0]).toMatchObject({
      what: 'day-events',
      where: { day: '2026-02-18' },
      found: '0 events',
    });
    less.days = less.days.slice(0, 2);
    expect(verifyProof(less, { key }).faults[0]).toMatchObject({
      what: 'checkpoint-events',
      where: { checkpoint: proof.checkpoint.number },
    });
  });

  test('two events of different clocks swapped: the day', () => {
    const swapped = { ...copy(), marks: [] };
    swapEvents(swapped, 0, 2);
    expect(verifyProof(swapped, { key }).faults).toMatchObject([{ what: 'day-root', where: { day: '2026-02-16' } }]);
  });

  test('the claim edited: the figure as it should be, and as it is written', () => {
    const better = copy();
    better.claim.figure.missed -= 1;
    expect(verifyProof(better, { key }).faults).toEqual([
      { what: 'claim', where: {}, expected: 'missed 8', found: '7' },
    ]);
  });

  test('an exclusion left out', () => {
    const better = copy();
    better.claim.excluded.pop();
    expect(verifyProof(better, { key }).faults).toMatchObject([
      { what: 'claim', found: 'not in the list of exclusions' },
    ]);
  });
});

describe('checkpoints', () => {
  const older = sealAll(proof.events, 3, sampleKey).checkpoints[5]!;

  test('an older valid checkpoint beside later events is refused', () => {
    const faults = verifyProof({ ...proof, checkpoint: older }, { key }).faults.map(({ what }) => what);
    expect(faults).toEqual(['checkpoint-events', 'checkpoint-days']);
  });

  test('an older valid proof holds for its own time and says so when a later one was asked for', () => {
    const events = proof.events.slice(0, 18);
    const old = proofOfEvents(events, { from: day(16, 0), to: day(19, 0), perCheckpoint: 3, key: sampleKey });
    expect(verifyProof(old, { key, at: '2026-02-19T00:00:00.000Z' })).toMatchObject({
      ok: true,
      warnings: [{ what: 'other-time' }, { what: 'older-than-asked' }],
    });
  });

  test('what was sealed later than asked for is refused', () => {
    expect(verifyProof(proof, { key, at: '2026-02-17T00:00:00.000Z' }).faults).toMatchObject([{ what: 'question' }]);
  });

  test('a file that another key sealed passes alone, with a warning, and fails against the key of the bank', () => {
    const resealed = sampleProof(clocks, 3, sealingKeyPair(Buffer.alloc(32, 9)));
    expect(verifyProof(resealed)).toMatchObject({
      ok: true,
      warnings: [{ what: 'key-not-pinned' }, { what: 'overdue' }],
    });
    expect(verifyProof(resealed, { key }).faults).toMatchObject([{ what: 'key', expected: key }]);
    expect(verifyProof(proof, { key: sampleKey.publicKey }).ok).toBe(true);
    expect(verifyProof(proof, { key: 'ed25519:fe81' }).ok).toBe(false);
  });

  test('a forger without the key can make everything fit but the signature', () => {
    const forged = forge(2, (event) => ({ ...event, policyVersion: 'kinder' }));
    const days = sealAll(forged, 3, sampleKey).days;
    const { checkpoint } = proof;
    const root = { ...checkpoint, daysRoot: daysRoot(days) };
    const mine = { ...sealCheckpoint(root, sealingKeyPair(Buffer.alloc(32, 1))), keyId: checkpoint.keyId };
    const file = { ...proof, marks: [], events: forged, days, checkpoint: mine };
    expect(verifyProof(file, { key }).faults.map(({ what }) => what)).toEqual(['checkpoint-signature']);
  });

  test('events that break the rules are found, whoever sealed them', () => {
    const at = proof.events.findIndex(({ kind }) => kind === 'fulfilled');
    const late = forge(at, (event) => ({ ...event, effectiveAt: '2026-02-18T00:00:00.000Z' }));
    const sealed = proofOfEvents(late, { from: day(16, 0), to: day(19, 0), perCheckpoint: 3, key: sampleKey });
    expect(verifyProof(sealed, { key }).faults).toMatchObject([{ what: 'rule', where: { sequence: 2 } }]);
  });

  /** The events with one changed and every later link of its clock computed anew. */
  function forge(at: number, change: (event: ProofEvent) => ProofEvent): ProofEvent[] {
    const { clockId } = proof.events[at]!;
    let link = proof.events.findLast((e, i) => i < at && e.clockId === clockId)?.hash ?? '0'.repeat(64);
    return proof.events.map((event, index) => {
      if (index < at || event.clockId !== clockId) return event;
      const changed = index === at ? change(event) : event;
      link = eventHash(clockId, chainedEvent(changed), link);
      return { ...changed, hash: link };
    });
  }
});

test('the text of a proof is one JSON object with an event on each line, and holds', async () => {
  const { events, ...front } = proof;
  let text = '';
  for await (const piece of proofText(front, events)) text += piece;
  expect(JSON.parse(text)).toEqual(proof);
  expect(text.split('\n').slice(1, -2)).toHaveLength(events.length);
});

test.each([[null], ['text'], [{}], [{ ...proof, format: 'hearback-proof/2' }], [{ ...proof, events: undefined }]])(
  'what is no proof is unreadable (%#)',
  (file) => {
    expect(verifyProof(file).faults[0]).toMatchObject({ what: 'unreadable' });
  },
);

test('a file that ends in the middle is at fault, and what was read of it is told', () => {
  const { events, ...front } = proof;
  const verification = startVerification(front, { key });
  for (const event of events.slice(0, 5)) verification.take(event);
  expect(verification.end('the end of the list')).toMatchObject({ ok: false, events: 5 });
});

function isStarted(event: ProofEvent, utcDay: string): boolean {
  return event.kind === 'activated' && event.data.startedAt.startsWith(utcDay);
}

/** Two events in each other's places, each place keeping its position. */
function swapEvents(file: Mutable<ProofFile>, a: number, b: number): void {
  const [x, y] = [file.events[a]!, file.events[b]!];
  file.events[a] = { ...y, position: x.position };
  file.events[b] = { ...x, position: y.position };
}
