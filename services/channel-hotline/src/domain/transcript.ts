import type { CallFact } from '@hearback/contracts';

/** What was heard of one transcription of a call. Serialisable: it lies on Kafka between pushes. */
export interface Transcript {
  /** When it was first heard of. */
  at: string;
  /** Sequence numbers that arrived, whoever spoke, as ranges in order: what lies between them is missing. */
  seen: [number, number][];
  /** The number of its last push; nothing is missing when all up to it were seen. */
  last?: number;
  ended: boolean;
  /** The customer's words in the order in which they were spoken. */
  pieces: Piece[];
  /** Words beyond the cap were left out. */
  cut: boolean;
}

export interface Piece {
  sequence: number;
  text: string;
  final: boolean;
}

type TranscriptFact = Extract<CallFact, { transcript: string }>;

/** Above the cap of a feedback's text, so that the feedback says itself how much was cut. */
export const KEPT_CHARACTERS = 24_000;

export function emptyTranscript(at: string): Transcript {
  return { at, seen: [], ended: false, pieces: [], cut: false };
}

/** The transcript with one more push in it. The order of pushes and their repetition make no difference. */
export function withFact(transcript: Transcript, fact: TranscriptFact, at: string): Transcript {
  const next = { ...transcript, at: at < transcript.at ? at : transcript.at };
  if (fact.kind === 'transcript-ended') {
    const { last } = fact;
    if (last === undefined) return { ...next, ended: true };
    return { ...next, ended: true, last: Math.max(last, next.last ?? 0), seen: withNumber(next.seen, last) };
  }
  const counted = fact.kind === 'transcript-went-on' || fact.counted;
  const seen = counted ? withNumber(next.seen, fact.sequence) : next.seen;
  if (fact.kind === 'transcript-went-on' || fact.speaker !== 'customer') return { ...next, seen };
  return capped({ ...next, seen, pieces: withPiece(next.pieces, fact) });
}

/** How many pushes are known to be missing: between those seen, and up to the last when that is known. */
export function missingOf({ seen, last }: Transcript): number {
  const numbers = seen.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  if (last !== undefined) return Math.max(0, last - numbers);
  return seen.length === 0 ? 0 : seen[seen.length - 1]![1] - seen[0]![0] + 1 - numbers;
}

/** What the customer said: what was final, and at the end the last partial when no final one followed. */
export function wordsOf({ pieces }: Transcript): string[] {
  const lastFinal = pieces.reduce((last, { final }, index) => (final ? index : last), -1);
  const tail = pieces.slice(lastFinal + 1).at(-1);
  const finals = pieces.filter(({ final }) => final);
  return [...finals, ...(tail ? [tail] : [])].map(({ text }) => text.trim()).filter((text) => text !== '');
}

function withPiece(pieces: readonly Piece[], { sequence, text, final }: Piece): Piece[] {
  const piece = { sequence, text, final };
  const index = pieces.findIndex((known) => known.sequence >= sequence);
  if (index === -1) return [...pieces, piece];
  const known = pieces[index]!;
  if (known.sequence !== sequence) return [...pieces.slice(0, index), piece, ...pieces.slice(index)];
  return stronger(piece, known) ? pieces.map((old) => (old === known ? piece : old)) : [...pieces];
}

// Two texts under one number come from a vendor that counts badly; the longer one, so that the order of arrival is no matter.
function stronger(a: Piece, b: Piece): boolean {
  if (a.final !== b.final) return a.final;
  return a.text.length === b.text.length ? a.text > b.text : a.text.length > b.text.length;
}

/** Leaves out from the end what is beyond the cap; what a partial said again later does not count. */
function capped(transcript: Transcript): Transcript {
  const lastFinal = transcript.pieces.reduce((last, { final }, index) => (final ? index : last), -1);
  let characters = 0;
  let { cut } = transcript;
  const pieces = transcript.pieces.filter(({ text, final }, index) => {
    // A partial before a final is over: only its number matters, and that is kept.
    if (!final && index < lastFinal) return false;
    characters += text.length;
    if (characters <= KEPT_CHARACTERS) return true;
    cut = true;
    return false;
  });
  return { ...transcript, pieces, cut };
}

/** The ranges with one more number, joined where they touch. */
export function withNumber(ranges: readonly [number, number][], number: number): [number, number][] {
  const joined: [number, number][] = [];
  let [from, to] = [number, number];
  for (const range of ranges) {
    if (range[1] < from - 1 || range[0] > to + 1) joined.push(range);
    else [from, to] = [Math.min(from, range[0]), Math.max(to, range[1])];
  }
  return [...joined, [from, to] as [number, number]].sort((a, b) => a[0] - b[0]);
}
