import { createHash } from 'node:crypto';
import { intervalOf, isRight, MEASURES, pairedDifference } from './measures';
import type { GoalRow } from './row';
import { seededRandom } from '../train/seeded-order';

/** What a row came to when it was recorded: the right and wrong answers as bits, so that later ones can be paired with them. */
export interface Recorded {
  percent: number;
  texts: number;
  /** SHA-256 over what was expected, in order: other texts cannot be paired. */
  expected: string;
  /** Base64 of one bit for each text. */
  rights: string;
}
export type Results = Record<string, Recorded>;

export interface Evaluated {
  row: GoalRow;
  percent: number;
  interval: [number, number];
  goalMet: boolean | undefined;
  /** Since the recorded result; undefined when nothing can be paired. */
  change: number | undefined;
  dropped: boolean;
}

const SEED = 7;

export function evaluate(row: GoalRow, recorded: Recorded | undefined): Evaluated {
  const percent = 100 * MEASURES[row.measure](row.answers);
  const [least, most] = intervalOf(row.measure, row.answers, seededRandom(SEED));
  const rights = row.answers.map(isRight);
  const paired = recorded && recorded.expected === digestOf(row) ? recorded : undefined;
  const difference = paired && pairedDifference(fromBits(paired.rights, rights.length), rights);
  return {
    row,
    percent,
    interval: [100 * least, 100 * most],
    goalMet: row.goal === undefined ? undefined : percent >= row.goal,
    change: paired && percent - paired.percent,
    dropped: difference !== undefined && difference.most < 0,
  };
}

export function record({ row, percent }: Evaluated): Recorded {
  return {
    percent: Math.round(percent * 10) / 10,
    texts: row.answers.length,
    expected: digestOf(row),
    rights: toBits(row.answers.map(isRight)),
  };
}

export function printTable(evaluated: readonly Evaluated[]): string {
  const lines = evaluated.map(({ row, percent, interval: [least, most], goalMet, change, dropped }) => {
    const goal = row.goal === undefined ? 'watched' : `${goalMet ? 'met   ' : 'MISSED'} ${row.goal}`;
    const since =
      change === undefined
        ? 'not recorded'
        : `${change >= 0 ? '+' : ''}${change.toFixed(1)}${dropped ? ' DROPPED' : ''}`;
    const figure = `${percent.toFixed(1).padStart(5)} (${least.toFixed(1)}-${most.toFixed(1)})`;
    return [
      row.what.padEnd(66),
      String(row.answers.length).padStart(5),
      row.measure.padEnd(13),
      figure.padEnd(20),
      goal.padEnd(13),
      since,
    ].join(' ');
  });
  const notes = [...new Set(evaluated.map(({ row }) => row.note).filter((note) => note !== undefined))];
  const head =
    'goal, in % with its 95 % interval'.padEnd(66) +
    '  n     measure       figure               goal          since recorded';
  return [head, ...lines, '', 'What to know of them:', ...notes.map((note) => `- ${note}`)].join('\n');
}

// Expected values in order tell sets apart well enough, and say nothing of the texts.
function digestOf({ id, answers }: GoalRow): string {
  // What the script rows expect is itself an answer of the model.
  if (id.startsWith('script-')) return String(answers.length);
  return createHash('sha256')
    .update(answers.map(({ expected }) => expected.slice(0, 20)).join('\n'))
    .digest('hex')
    .slice(0, 16);
}

function toBits(rights: readonly boolean[]): string {
  const bytes = new Uint8Array(Math.ceil(rights.length / 8));
  rights.forEach((right, i) => {
    if (right) bytes[i >> 3]! |= 1 << (i & 7);
  });
  return Buffer.from(bytes).toString('base64');
}

function fromBits(text: string, length: number): boolean[] {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length }, (_, i) => ((bytes[i >> 3]! >> (i & 7)) & 1) === 1);
}
