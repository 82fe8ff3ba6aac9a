import type { FormatScore } from './run-checks';
import { table } from './table';

const FAILURES_SHOWN = 10;

/** Scores for a person at a terminal: a line for each format, and why what failed did. */
export function printConformance(scores: readonly FormatScore[]): string {
  const rows = scores.map((score) => [...rowOf(score), score.unseen === 0 ? '' : `${score.unseen} only in part`]);
  return [table([...HEAD, 'seen'], rows), '', sentenceOf(scores), ...failuresOf(scores)].join('\n');
}

/** Why checks failed, ten of each format. */
export function failuresOf(scores: readonly FormatScore[]): string[] {
  return scores.flatMap(({ format, failed }) => {
    const shown = failed.slice(0, FAILURES_SHOWN).map(({ name, wrong }) => `  ${format}: ${name}: ${wrong.join('; ')}`);
    return failed.length > shown.length ? [...shown, `  ${format}: … and ${failed.length - shown.length} more`] : shown;
  });
}

/** The same as a table of Markdown, without anything that changes from run to run. */
export function markdownOf(scores: readonly FormatScore[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = scores.map((score) => line(rowOf(score)));
  return [line(HEAD), `|${'---|'.repeat(HEAD.length)}`, ...rows, '', sentenceOf(scores)].join('\n');
}

const HEAD = ['format', 'channel', 'comes by', 'proof', 'checks', 'passed', 'score'];

function rowOf({ format, channel, arrives, proof, checks, passed }: FormatScore): string[] {
  return [format, channel, arrives, proof, String(checks), String(passed), `${percent(passed, checks)} %`];
}

function sentenceOf(scores: readonly FormatScore[]): string {
  const sum = (of: (score: FormatScore) => number) => scores.reduce((total, score) => total + of(score), 0);
  const [checks, passed] = [sum((score) => score.checks), sum((score) => score.passed)];
  return `${scores.length} formats, ${checks} checks, ${passed} passed: ${percent(passed, checks)} %.`;
}

/** Rounded down, so that 100 means all. */
function percent(passed: number, checks: number): number {
  return checks === 0 ? 0 : Math.floor((passed * 100) / checks);
}
