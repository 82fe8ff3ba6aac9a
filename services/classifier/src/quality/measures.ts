/** One text with what a person says of it and what the classifier said. */
export interface Answer {
  expected: string;
  got: string;
  confidence: number;
}

export type Measure = 'accuracy' | 'macro-f1' | 'recall' | 'precision' | 'f1' | 'right at 70 %';

/** For recall, precision and F1 the class that is looked for. */
export const LOOKED_FOR = 'yes';
const COVERAGE = 0.7;

export const MEASURES: Record<Measure, (answers: readonly Answer[]) => number> = {
  accuracy: (answers) => answers.filter(isRight).length / answers.length,
  'macro-f1': (answers) => {
    const values = [...new Set(answers.map(({ expected }) => expected))];
    return values.reduce((sum, value) => sum + f1Of(answers, value), 0) / values.length;
  },
  recall: (answers) => recallOf(answers, LOOKED_FOR),
  precision: (answers) => precisionOf(answers, LOOKED_FOR),
  f1: (answers) => f1Of(answers, LOOKED_FOR),
  'right at 70 %': (answers) => {
    const surest = [...answers].sort((a, b) => b.confidence - a.confidence);
    return MEASURES.accuracy(surest.slice(0, Math.ceil(COVERAGE * surest.length)));
  },
};

export function isRight({ expected, got }: Answer): boolean {
  return expected === got;
}

/** The 95 % interval of a measure, from 400 samples of the answers with replacement. */
export function intervalOf(measure: Measure, answers: readonly Answer[], random: () => number): [number, number] {
  const samples = Array.from({ length: 400 }, () =>
    MEASURES[measure](answers.map(() => answers[Math.floor(random() * answers.length)]!)),
  );
  const sorted = samples.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return [sorted[Math.floor(0.025 * sorted.length)] ?? 0, sorted[Math.floor(0.975 * sorted.length)] ?? 0];
}

/**
 * How much better the second list of rights and wrongs is on the same texts, with the 95 % interval of the mean paired
 * difference. A drop is one whose interval lies below zero.
 */
export function pairedDifference(
  before: readonly boolean[],
  after: readonly boolean[],
): { mean: number; most: number } {
  const differences = after.map((right, i) => Number(right) - Number(before[i]));
  const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / differences.length;
  return { mean, most: mean + 1.96 * Math.sqrt(variance / differences.length) };
}

function recallOf(answers: readonly Answer[], value: string): number {
  const meant = answers.filter(({ expected }) => expected === value);
  return meant.filter(isRight).length / meant.length;
}

function precisionOf(answers: readonly Answer[], value: string): number {
  const found = answers.filter(({ got }) => got === value);
  return found.filter(isRight).length / found.length;
}

function f1Of(answers: readonly Answer[], value: string): number {
  const right = answers.filter((a) => isRight(a) && a.got === value).length;
  if (right === 0) return 0;
  const precision = precisionOf(answers, value);
  const recall = recallOf(answers, value);
  return (2 * precision * recall) / (precision + recall);
}
