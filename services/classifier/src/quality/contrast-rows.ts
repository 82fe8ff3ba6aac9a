import { readFileSync } from 'node:fs';
import type { Axis } from '../domain/rules';
import { CONTRAST_FILE } from './repository-texts';
import type { GoalRow, Label } from './row';

/** Two texts that differ in little but in one label; `quality/README.md` says how they were written. */
export interface ContrastPair {
  id: string;
  phenomenon: string;
  axis: Axis;
  a: string;
  aLabel: string;
  b: string;
  bLabel: string;
  why: string;
}

/** What customers do with words that a list of words cannot follow; the others in the file are harder still. */
const NAMED: readonly string[] = [
  'negation',
  'contrast',
  'question',
  'quoted',
  'resolved',
  'conditional',
  'fees-asked',
];

export function readContrastPairs(): ContrastPair[] {
  return readFileSync(CONTRAST_FILE, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as ContrastPair);
}

/** A pair passes when both of its texts get their label. */
export function contrastRows(pairs: readonly ContrastPair[], label: Label): GoalRow[] {
  const answers = pairs.map(({ phenomenon, axis, a, aLabel, b, bLabel }) => {
    const [first, second] = [label(a)[axis], label(b)[axis]];
    return {
      phenomenon,
      expected: `${aLabel} | ${bLabel}`,
      got: `${first.value} | ${second.value}`,
      confidence: Math.min(first.confidence, second.confidence),
    };
  });
  const note = 'minimal pairs: both texts of a pair must be right; no text of them was trained on';
  return [
    { id: 'contrast-pairs', what: 'minimal pairs, all 13 phenomena', measure: 'accuracy', goal: 90, note, answers },
    {
      id: 'contrast-pairs-named',
      what: `minimal pairs: ${NAMED.join(', ')}`,
      measure: 'accuracy',
      note,
      answers: answers.filter(({ phenomenon }) => NAMED.includes(phenomenon)),
    },
  ];
}
