import fc from 'fast-check';
import { verifyProof, type ProofFile } from '../src/index';
import { sampleKey, sampleProof, type Fate, type SampleClock } from './sample-proof';

const FATES: Fate[] = ['met', 'confirmed', 'missed', 'running', 'withdrawn', 'restated', 'extended'];
const day = (n: number, hour: number) => new Date(Date.UTC(2026, 1, n, hour));
const clocks: SampleClock[] = [16, 17].flatMap((n) => FATES.map((fate, index) => ({ startedAt: day(n, index), fate })));
const proof = sampleProof(clocks);
const key = sampleKey.keyId;
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
const copy = (): Mutable<ProofFile> => structuredClone(proof) as Mutable<ProofFile>;

test('every change of a value that is hashed, signed or claimed is found', () => {
  const places = leavesOf({ ...proof, question: null, terms: null }).filter(isBound);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(), (path, at) => {
      const changed = copy();
      const holder = path.slice(0, -1).reduce<Record<string, unknown>>((o, k) => o[k] as never, changed as never);
      const name = path.at(-1)!;
      holder[name] = otherValue(holder[name], at);
      expect(verifyProof(changed, { key }).ok).toBe(false);
    }),
    { numRuns: 250 },
  );
});

test('every byte of the file that is changed makes it unreadable, wrong, or changes nothing that it says', () => {
  const text = JSON.stringify(proof);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), (at, byte) => {
      const changed = text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1);
      const file = parsed(changed);
      if (file === null || sameStatement(file, proof)) return;
      expect(verifyProof(file, { key }).ok).toBe(false);
    }),
    { numRuns: 250 },
  );
});

test('every event or run of events that is removed, doubled or moved is found', () => {
  const index = fc.nat(proof.events.length - 1);
  fc.assert(
    fc.property(index, index, fc.constantFrom('remove', 'double', 'move', 'swap'), (a, b, how) => {
      fc.pre(how === 'remove' || how === 'double' || isSameDay(a, b));
      const changed = copy();
      if (how === 'swap') swapEvents(changed, a, b);
      else if (how === 'remove') changed.events.splice(Math.min(a, b), Math.abs(a - b) + 1);
      else changed.events.splice(b, 0, how === 'move' ? changed.events.splice(a, 1)[0]! : changed.events[a]!);
      changed.events.forEach((event, i) => (event.position = i));
      fc.pre(JSON.stringify(changed.events.map((e) => e.hash)) !== JSON.stringify(proof.events.map((e) => e.hash)));
      expect(verifyProof(changed, { key }).ok).toBe(false);
    }),
    { numRuns: 150 },
  );
});

test('a proof holds for whatever a deployment sealed, in checkpoints of any size', () => {
  const clock = fc.record({
    startedAt: fc.date({ min: day(16, 0), max: day(20, 0), noInvalidDate: true }),
    fate: fc.constantFrom(...FATES),
    promise: fc.constantFrom('first-reply' as const, 'next-reply' as const, 'resolution' as const),
  });
  fc.assert(
    fc.property(fc.array(clock, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (some, size) => {
      expect(verifyProof(sampleProof(some, size), { key }).faults).toEqual([]);
    }),
  );
});

function isSameDay(a: number, b: number): boolean {
  const dayAt = (i: number) => {
    const first = proof.events.find((e) => e.clockId === proof.events[i]!.clockId && e.kind === 'activated');
    return first?.kind === 'activated' && first.data.startedAt.slice(0, 10);
  };
  return dayAt(a) === dayAt(b);
}

/** Two events in each other's places, each place keeping its position. */
function swapEvents(file: Mutable<ProofFile>, a: number, b: number): void {
  const [x, y] = [file.events[a]!, file.events[b]!];
  file.events[a] = { ...y, position: x.position };
  file.events[b] = { ...x, position: y.position };
}

// Marks only tell places: whose root they are is not hashed, and neither is the number that orders the events.
function isBound(path: readonly string[]): boolean {
  return path.at(-1) !== 'position' && !(path[0] === 'marks' && path.at(-1) !== 'root');
}

function sameStatement(a: ProofFile, b: ProofFile): boolean {
  const said = (file: ProofFile) => ({
    ...file,
    question: null,
    terms: null,
    marks: null,
    events: Array.isArray(file.events) ? file.events.map((event) => ({ ...event, position: 0 })) : file.events,
  });
  const unbound = (file: ProofFile) => JSON.stringify(said(file));
  return unbound(a) === unbound(b);
}

function parsed(text: string): ProofFile | null {
  try {
    return JSON.parse(text) as ProofFile;
  } catch {
    return null;
  }
}

function leavesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return value === null && path.length < 2 ? [] : [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

function otherValue(value: unknown, at: number): unknown {
  if (typeof value === 'number') return value + 1 + (at % 7);
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === '') return 'x';
  const index = at % value.length;
  return value.slice(0, index) + (value[index] === '1' ? '2' : '1') + value.slice(index + 1);
}
