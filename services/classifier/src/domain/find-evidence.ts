import type { Reason } from '@hearback/contracts';
import { contextsOf } from './clause-context';
import { asMeant, type Placed } from './as-meant';
import { isHan, type FoldedText } from './fold-text';
import { MEANINGS, PATTERN_MEANINGS, PATTERNS, TERMS, type Axis, type Meaning, type Modifier } from './rules';

/** One word or pattern found in one field of a feedback, with what it speaks for and how strongly. */
export interface Evidence {
  axis: Axis;
  value: string;
  weight: number;
  /** How the clause around it means it, as an index into CONTEXTS. */
  context: number;
  because: Reason;
}

interface Span {
  meaning: Meaning;
  start: number;
  end: number;
}

export interface FieldEvidence {
  evidence: Evidence[];
  modifiers: { value: Modifier; start: number; end: number }[];
  /** For each unit of the folded field, as an index into CONTEXTS. */
  contexts: Uint8Array;
}

/** How near a negator must stand before what it negates. */
const NEGATION_REACH = { han: 3, latin: 14 } as const;
/** What was said before a contrast ("但是", "but") weighs less than what follows. */
const BEFORE_CONTRAST = 0.55;
/** "不好" is not as bad as "垃圾". */
const NEGATED_WEIGHT = 0.8;
const NEGATED_CAUSE = 0.4;
const CLAUSE_END = /[,.;:!?~]/;

/** All that the rules see in one field, longest match first: "不好用" hides "好用". */
export function findEvidence(text: FoldedText, field: 'text' | 'title'): FieldEvidence {
  const spans = outermost(spansOf(text.folded));
  const modifiers: FieldEvidence['modifiers'] = [];
  for (const { meaning, start, end } of spans)
    if (meaning.axis === 'modifier') modifiers.push({ value: meaning.value, start, end });
  const contrast = lastContrast(modifiers, text.folded.length);
  const negators = modifiers.filter((m) => m.value === 'negators' || m.value === 'sweeping');
  const contexts = contextsOf(text.folded, modifiers);
  dropDenied(modifiers, text.folded, negators);
  const placed: Placed[] = [];
  for (const { meaning, start, end } of spans) {
    if (meaning.axis === 'modifier') continue;
    const found: Evidence = {
      axis: meaning.axis,
      value: meaning.value,
      weight: meaning.weight,
      context: contexts[start]!,
      because: { rule: meaning.rule, field, start: text.origin[start]!, end: text.origin[end - 1]! + 1 },
    };
    const negated = meaning.deniable && isNegated(text.folded, start, negators);
    if (negated) negate(found);
    if (start < contrast) found.weight *= BEFORE_CONTRAST;
    if (found.weight > 0) placed.push({ found, start, negated });
  }
  return { evidence: asMeant(placed, { folded: text.folded, modifiers }), modifiers, contexts };
}

function spansOf(folded: string): Span[] {
  const spans: Span[] = [];
  TERMS.find(folded, (term, start, end) => {
    for (const meaning of MEANINGS[term]!) spans.push({ meaning, start, end });
  });
  PATTERNS.find(folded, (pattern, start, end) => {
    spans.push({ meaning: PATTERN_MEANINGS[pattern]!, start, end });
  });
  return spans;
}

// Within an axis a stretch of text counts once, for its longest match. Sorted by start, then longest first.
function outermost(spans: Span[]): Span[] {
  const reached = new Map<string, number>();
  return spans
    .sort((a, b) => a.start - b.start || b.end - a.end || b.meaning.weight - a.meaning.weight)
    .filter(({ meaning, end }) => {
      const inside = end <= (reached.get(meaning.axis) ?? 0);
      if (!inside) reached.set(meaning.axis, end);
      return !inside;
    });
}

// "This is no drill": what is denied to be taken back, or to be a test, stands.
function dropDenied(modifiers: FieldEvidence['modifiers'], folded: string, negators: FieldEvidence['modifiers']): void {
  for (const one of modifiers)
    if ((one.value === 'withdrawn' || one.value === 'staged') && isNegated(folded, one.start, negators))
      one.value = 'shields';
}

function isNegated(folded: string, start: number, negators: FieldEvidence['modifiers']): boolean {
  const reach = isHan(folded.charCodeAt(start)) ? NEGATION_REACH.han : NEGATION_REACH.latin;
  return negators.some(({ end }) => end <= start && start - end <= reach && !CLAUSE_END.test(folded.slice(end, start)));
}

/** What is turned round here is plain from then on. A denied feeling is its opposite; denied praise is none; a denied cause speaks softly. Products and questions stay. */
function negate(found: Evidence): void {
  found.context = 0;
  if (found.axis === 'sentiment' && found.value !== 'neutral') {
    found.value = found.value === 'positive' ? 'negative' : 'positive';
    found.weight *= NEGATED_WEIGHT;
    found.because.rule = `negated-${found.because.rule}`;
  }
  if (found.axis === 'kind' && found.value === 'praise') found.weight = 0;
  if (found.axis === 'cause' && found.value !== 'none') found.weight *= NEGATED_CAUSE;
}

// Only a contrast with something on both sides divides a text.
function lastContrast(modifiers: FieldEvidence['modifiers'], length: number): number {
  const inner = modifiers.filter((m) => m.value === 'contrasts' && m.start > 1 && m.end < length - 1);
  return inner.reduce((last, m) => Math.max(last, m.start), 0);
}
