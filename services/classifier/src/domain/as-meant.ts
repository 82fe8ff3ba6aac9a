import { CONTEXTS, endsClause, type Context } from './clause-context';
import type { Evidence, FieldEvidence } from './find-evidence';
import { isHan } from './fold-text';
import type { Axis } from './rules';

/** Evidence with its place in the folded text. */
export interface Placed {
  found: Evidence;
  start: number;
  /** A "not" right before it has turned it round already. */
  negated: boolean;
}

interface Said {
  folded: string;
  modifiers: FieldEvidence['modifiers'];
}

/**
 * What is left of a word's weight where it is not the customer's own, present, meant word. Urgency keeps nearly all of it:
 * a danger missed is worse than a false alarm.
 */
const LEFT: Record<Axis, Partial<Record<Context, number>>> = {
  product: {},
  cause: { conceded: 0.6, past: 0.5, 'of-others': 0.5, supposed: 0.7, denied: 0.5, quoted: 0.6 },
  kind: {},
  sentiment: { past: 0.5, 'of-others': 0.5, supposed: 0.6, quoted: 0.4 },
  urgency: { past: 0.5, 'of-others': 0.6, quoted: 0.7 },
};
/** "If it could do that I would be delighted": a wish, no delight. */
const WISHED = 0.4;
/** "Never once", "nobody" deny to the end of their clause; so far at most, in units. */
const SWEEPS = { han: 16, latin: 48 } as const;
const SWEPT_CAUSE = 0.4;
/** What a clause approves of, when something else is wrong too. */
const APPROVED = { cause: 0.4, product: 0.6 } as const;
const APPROVED_FROM = 1;
const NEGATED = 'negated-';

/** LEFT by the index of a context. */
const LEFT_BY_CODE = Object.fromEntries(
  Object.entries(LEFT).map(([axis, left]) => [axis, Float64Array.from(CONTEXTS, (context) => left[context] ?? 1)]),
) as unknown as Record<Axis, Float64Array>;
const SUPPOSED = CONTEXTS.indexOf('supposed');

/** Weighs what was found, in the order of the text, by how its clause means it. */
export function asMeant(placed: readonly Placed[], { folded, modifiers }: Said): Evidence[] {
  sweep(placed, folded, modifiers);
  for (const { found } of placed) {
    if (found.context === 0) continue;
    found.weight *= LEFT_BY_CODE[found.axis][found.context]!;
    if (found.context === SUPPOSED && found.axis === 'sentiment' && found.value === 'positive') found.weight *= WISHED;
  }
  if (placed.length > 2) weakenApproved(placed, folded);
  return placed.map(({ found }) => found);
}

function sweep(placed: readonly Placed[], folded: string, modifiers: Said['modifiers']): void {
  if (!modifiers.some(({ value }) => value === 'sweeping')) return;
  const ends = modifiers.filter(({ value }) => value === 'sweeping').map(({ end }) => end);
  let next = 0;
  for (const one of placed) {
    while (next < ends.length && ends[next]! <= one.start) next += 1;
    if (next > 0 && sweptFrom(ends[next - 1]!, one.start, folded)) turnSwept(one);
  }
}

function sweptFrom(end: number, start: number, folded: string): boolean {
  const reach = isHan(folded.charCodeAt(start)) ? SWEEPS.han : SWEEPS.latin;
  if (start - end > reach) return false;
  for (let i = end; i < start; i += 1) if (endsClause(folded.charCodeAt(i))) return false;
  return true;
}

// Dangers stay as they are: "nobody stopped the fraud" is one.
function turnSwept(one: Placed): void {
  const { found } = one;
  if (one.negated || found.value === 'none' || found.value === 'neutral') return;
  if (found.axis === 'sentiment') {
    found.value = found.value === 'positive' ? 'negative' : 'positive';
    found.because.rule = NEGATED + found.because.rule;
  } else if (found.axis === 'cause') found.weight *= SWEPT_CAUSE;
  else return;
  one.negated = true;
  found.context = 0;
}

/** What one clause says, of those that say anything. */
interface Clause {
  from: number;
  /** Good feelings less bad ones. */
  feeling: number;
  troubled: boolean;
  product: boolean;
}

// "The clerk was kind, the fee is a robbery": the clause with the good feeling names what is not wrong.
function weakenApproved(placed: readonly Placed[], folded: string): void {
  const clauses = clausesOf(placed, folded);
  if (clauses.length < 2 || !clauses.some(({ feeling }) => feeling >= APPROVED_FROM)) return;
  const otherTrouble = clauses.filter(({ troubled }) => troubled).length > 1;
  const otherProduct =
    clauses.filter(({ product }) => product).length > 1 && clauses.some(({ feeling }) => feeling < 0);
  clauses.forEach(({ from, feeling }, i) => {
    if (feeling < APPROVED_FROM) return;
    for (let at = from; at < (clauses[i + 1]?.from ?? placed.length); at += 1) {
      const { found } = placed[at]!;
      if (otherTrouble && isTrouble(found)) found.weight *= APPROVED.cause;
      if (otherProduct && found.axis === 'product') found.weight *= APPROVED.product;
    }
  });
}

function clausesOf(placed: readonly Placed[], folded: string): Clause[] {
  const clauses: Clause[] = [];
  let [at, ended] = [0, true];
  placed.forEach((one, i) => {
    for (; at < one.start; at += 1) ended ||= endsClause(folded.charCodeAt(at));
    if (ended) clauses.push({ from: i, feeling: 0, troubled: false, product: false });
    ended = false;
    note(clauses[clauses.length - 1]!, one);
  });
  return clauses;
}

function note(clause: Clause, { found, negated }: Placed): void {
  if (found.axis === 'product') clause.product = true;
  else if (isTrouble(found)) clause.troubled ||= !negated;
  else if (found.axis === 'sentiment' && found.value !== 'neutral')
    clause.feeling += found.value === 'positive' ? found.weight : -found.weight;
}

function isTrouble({ axis, value }: Evidence): boolean {
  return axis === 'cause' && value !== 'none';
}
