import type { Reason } from '@hearback/contracts';
import type { FoldedText } from '../fold-text';
import type { Features, ReadFeedback } from './features';
import type { Model } from './model';
import { OUTPUTS } from './outputs';

/** The name of a reason that rests on what the model learned of words. */
export const LEARNED_WORDS = 'learned-words';

export interface Choice {
  /** Outputs of the value that was chosen and of the next best. */
  chosen: number;
  next: number;
}

interface Span {
  field: 'text' | 'title';
  start: number;
  end: number;
  weight: number;
}

const CANDIDATES = 8;
const ROW = OUTPUTS;
const SIGNS = /[\s\p{P}\p{S}]/u;
/** Words that weigh less than this share of the heaviest decided nothing. */
const SHARE_OF_BEST = 0.35;
const top = { gram: new Int32Array(CANDIDATES), weight: new Float64Array(CANDIDATES), length: 0 };

/** The words that spoke most for the chosen value against the next best, as spans of the customer's own text. */
export function gramReasons(model: Model, read: ReadFeedback & { features: Features }, choice: Choice): Reason[] {
  findHeaviest(model, read.features, choice);
  const spans: Span[] = [];
  for (let i = 0; i < top.length; i += 1) {
    if (top.weight[i]! < SHARE_OF_BEST * top.weight[0]!) break;
    const span = spanOf(read, top.gram[i]!, top.weight[i]!);
    if (span) merge(spans, span);
  }
  return spans.sort((a, b) => b.weight - a.weight).map((span) => reasonOf(span, read));
}

function findHeaviest(
  { weights, header }: Model,
  { grams: { bucket, length } }: Features,
  { chosen, next }: Choice,
): void {
  const [forChosen, forNext] = [header.scale[chosen]!, header.scale[next]!];
  top.length = 0;
  let least = 0;
  for (let i = 0; i < length; i += 1) {
    const row = bucket[i]! * ROW;
    const weight = weights[row + chosen]! * forChosen - weights[row + next]! * forNext;
    if (weight > least) {
      insert(i, weight);
      least = top.length === CANDIDATES ? top.weight[CANDIDATES - 1]! : 0;
    }
  }
}

function insert(gram: number, weight: number): void {
  let at = top.length === CANDIDATES ? CANDIDATES - 1 : top.length++;
  for (; at > 0 && top.weight[at - 1]! < weight; at -= 1) {
    top.gram[at] = top.gram[at - 1]!;
    top.weight[at] = top.weight[at - 1]!;
  }
  top.gram[at] = gram;
  top.weight[at] = weight;
}

// Part of a word is shown as the whole word, half an emoji as the whole one; signs at the ends say nothing to people.
function spanOf(
  { text, title, features }: ReadFeedback & { features: Features },
  gram: number,
  weight: number,
): Span | undefined {
  const inTitle = gram >= features.titleFrom;
  const { folded }: FoldedText = inTitle ? title! : text;
  const words = withoutSigns(folded, features.grams.start[gram]!, features.grams.end[gram]!);
  if (words === undefined) return undefined;
  return { field: inTitle ? 'title' : 'text', ...whole(folded, words), weight };
}

type Words = Pick<Span, 'start' | 'end'>;

function withoutSigns(folded: string, from: number, to: number): Words | undefined {
  let [start, end] = [from, to];
  while (start < end && SIGNS.test(folded[start]!)) start += 1;
  while (end > start && SIGNS.test(folded[end - 1]!)) end -= 1;
  return start === end ? undefined : { start, end };
}

function whole(folded: string, { start, end }: Words): Words {
  if (isWordUnit(folded.charCodeAt(start))) while (isWordUnit(folded.charCodeAt(start - 1))) start -= 1;
  if (isWordUnit(folded.charCodeAt(end - 1))) while (isWordUnit(folded.charCodeAt(end))) end += 1;
  if (isLowSurrogate(folded.charCodeAt(start))) start -= 1;
  if (isLowSurrogate(folded.charCodeAt(end))) end += 1;
  return { start, end };
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function merge(spans: Span[], span: Span): void {
  const near = spans.find((s) => s.field === span.field && s.start <= span.end && span.start <= s.end);
  if (near === undefined) spans.push(span);
  else {
    near.start = Math.min(near.start, span.start);
    near.end = Math.max(near.end, span.end);
    near.weight += span.weight;
  }
}

function reasonOf({ field, start, end }: Span, { text, title }: ReadFeedback): Reason {
  const { origin } = field === 'title' ? title! : text;
  return { rule: LEARNED_WORDS, field, start: origin[start]!, end: origin[end - 1]! + 1 };
}

function isWordUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}
