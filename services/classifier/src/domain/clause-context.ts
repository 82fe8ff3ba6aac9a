import type { FieldEvidence } from './find-evidence';
import { isHan } from './fold-text';
import type { Modifier } from './rules';

/** How the words of a stretch are meant: the same words say another thing when they are denied, asked, quoted or supposed. */
export const CONTEXTS = [
  'plain',
  'conceded',
  'contrasted',
  'past',
  'of-others',
  'asked',
  'supposed',
  'denied',
  'quoted',
] as const;
export type Context = (typeof CONTEXTS)[number];

const CODE = Object.fromEntries(CONTEXTS.map((context, code) => [context, code])) as Record<Context, number>;
const SENTENCE_END = new Set([...'.!?;\n~…'].map((sign) => sign.charCodeAt(0)));
const COMMA = ','.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);
const CLOSING = new Map(['“”', '「」', '『』', '""'].map((pair) => [pair.charCodeAt(0), pair[1]!]));
/** How far a "not" reaches within its clause, in units. */
const DENIED_REACH = { han: 7, latin: 28 } as const;
/** A longer stretch between quotation marks is a mistake of typing, not a quotation. */
const QUOTED_AT_MOST = 60;

type Modifiers = FieldEvidence['modifiers'];

/** The context of every unit of a folded text, as an index into CONTEXTS; where several hold, the one that turns its meaning most. */
export function contextsOf(folded: string, modifiers: Modifiers): Uint8Array {
  const codes = new Uint8Array(folded.length);
  if (modifiers.length > 0) markContrast(folded, modifiers, codes);
  for (const { modifier, mark } of ORDER) {
    // Within what one of a kind has marked, the next of that kind changes nothing: the cost stays linear in the text.
    let reached = 0;
    for (const { value, start, end } of modifiers)
      if (value === modifier && start >= reached) reached = mark(folded, { start, end, codes });
  }
  markQuestions(folded, codes);
  markQuotes(folded, codes);
  return codes;
}

interface Place {
  start: number;
  end: number;
  codes: Uint8Array;
}

/** Marks what a modifier governs, and says up to where. */
type Mark = (folded: string, place: Place) => number;

// Later ones overwrite earlier ones.
const ORDER: readonly { modifier: Modifier; mark: Mark }[] = [
  { modifier: 'past', mark: (folded, { start, codes }) => fill(codes, [start, clauseEnd(folded, start)], CODE.past) },
  {
    modifier: 'present',
    mark: (folded, { start, codes }) => fill(codes, [start, sentenceEnd(folded, start)], CODE.plain),
  },
  {
    modifier: 'others',
    mark: (folded, { start, codes }) => fill(codes, [start, clauseEnd(folded, start)], CODE['of-others']),
  },
  {
    modifier: 'questions',
    mark: (folded, { start, codes }) =>
      fill(codes, [clauseStart(folded, start), sentenceEnd(folded, start)], CODE.asked),
  },
  { modifier: 'hypothetical', mark: suppose },
  { modifier: 'conditionals', mark: suppose },
  {
    modifier: 'concessions',
    mark: (folded, { start, codes }) => fill(codes, [start, clauseEnd(folded, start)], CODE.conceded),
  },
  { modifier: 'negators', mark: deny },
  { modifier: 'sweeping', mark: (folded, { end, codes }) => fill(codes, [end, clauseEnd(folded, end)], CODE.denied) },
];

function suppose(folded: string, { start, codes }: Place): number {
  return fill(codes, [clauseStart(folded, start), clauseEnd(folded, start)], CODE.supposed);
}

// A second "not" right after the first denies on: only so much is passed over as both share.
function deny(folded: string, { end, codes }: Place): number {
  const reach = isHan(folded.charCodeAt(end)) ? DENIED_REACH.han : DENIED_REACH.latin;
  fill(codes, [end, clauseEnd(folded, end, end + reach)], CODE.denied);
  return end;
}

/** What stands before the last "but" is conceded, what follows is meant; so is what follows "not this, it is". */
function markContrast(folded: string, modifiers: Modifiers, codes: Uint8Array): void {
  let turn = 0;
  let denied = false;
  for (const { value, start, end } of modifiers) {
    if (value === 'contrasts' && start > 1 && end < folded.length - 1) turn = Math.max(turn, start);
    else if (value === 'negators') denied = true;
    else if (value === 'instead' && denied && opensClause(folded, start)) turn = Math.max(turn, start);
  }
  if (turn === 0) return;
  fill(codes, [0, turn], CODE.conceded);
  fill(codes, [turn, folded.length], CODE.contrasted);
}

function markQuestions(folded: string, codes: Uint8Array): void {
  for (let at = folded.indexOf('?'); at !== -1; at = folded.indexOf('?', at + 1))
    for (let i = at; i >= 0 && (i === at || !endsClause(folded.charCodeAt(i))); i -= 1)
      if (codes[i]! < CODE.asked) codes[i] = CODE.asked;
}

function markQuotes(folded: string, codes: Uint8Array): void {
  for (let at = 0; at < folded.length; at += 1) {
    const closing = CLOSING.get(folded.charCodeAt(at));
    if (closing === undefined) continue;
    const length = folded.slice(at + 1, at + 1 + QUOTED_AT_MOST).indexOf(closing);
    if (length === -1) continue;
    at = fill(codes, [at + 1, at + 1 + length], CODE.quoted);
  }
}

function fill(codes: Uint8Array, [from, to]: [number, number], code: number): number {
  for (let i = from; i < to; i += 1) codes[i] = code;
  return to;
}

function opensClause(folded: string, at: number): boolean {
  return at > 0 && (endsClause(folded.charCodeAt(at - 1)) || folded.charCodeAt(at - 1) === 0x20);
}

function clauseStart(folded: string, at: number): number {
  let start = at;
  while (start > 0 && !endsClause(folded.charCodeAt(start - 1))) start -= 1;
  return start;
}

function clauseEnd(folded: string, at: number, atMost = folded.length): number {
  let end = at;
  while (end < Math.min(atMost, folded.length) && !endsClause(folded.charCodeAt(end))) end += 1;
  return end;
}

function sentenceEnd(folded: string, at: number): number {
  let end = at;
  while (end < folded.length && !SENTENCE_END.has(folded.charCodeAt(end))) end += 1;
  return end;
}

export function endsClause(unit: number): boolean {
  return unit === COMMA || unit === QUESTION_MARK || SENTENCE_END.has(unit);
}
