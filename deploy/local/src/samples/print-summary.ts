import { relationSeen, type SampleResult } from './compare';

export interface SampleReport {
  results: SampleResult[];
}

/** What became of the samples: a table for each channel, one line with the count, and whatever differed. */
export function printSummary(report: SampleReport, say: (line: string) => void = console.log): void {
  for (const line of summaryLines(report)) say(line);
}

export function summaryLines({ results }: SampleReport): string[] {
  const channels = [...new Set(results.map(({ channel }) => channel))];
  const tables = channels.flatMap((channel) => channelLines(channel, results.filter((r) => r.channel === channel)));
  const wrong = results.filter(({ differences }) => differences.length > 0);
  return [
    ...tables,
    `${results.length - wrong.length} of ${results.length} as expected`,
    ...wrong.map(({ text, differences }) => `  differs: ${text.name} (${text.shows}): ${differences.join('; ')}`),
  ];
}

function channelLines(channel: string, results: SampleResult[]): string[] {
  const accepted = results.filter(({ outcome }) => outcome.kind === 'accepted');
  const cases = new Set(accepted.flatMap((r) => (r.outcome.kind === 'accepted' ? (r.outcome.seen?.caseId ?? []) : [])));
  const head = `${channel}: ${accepted.length} accepted, ${results.length - accepted.length} refused, ${cases.size} cases`;
  return [head, ...aligned([HEADINGS, ...results.map(rowOf)]), ''];
}

const HEADINGS = ['sample', 'relation', 'case', 'product', 'kind', 'urgency', 'clock'];

function rowOf({ text, outcome, differences }: SampleResult): string[] {
  const mark = differences.length > 0 ? '!' : '';
  if (outcome.kind === 'refused') return [`${mark}${text.name}`, `refused: ${outcome.why}`];
  const { seen, feedbackId, clocks } = outcome;
  if (!seen) return [`${mark}${text.name}`, 'no end yet'];
  const { product, kind, urgency } = seen.labels ?? {};
  return [
    `${mark}${text.name}`,
    relationSeen(text, feedbackId, seen),
    seen.caseId ? `${seen.state} ${seen.caseId.slice(0, 8)}` : seen.state,
    ...[product, kind, urgency].map((label) => label?.value ?? '–'),
    clocks > 0 ? 'started' : '–',
  ];
}

// The last cell of a row takes what it needs: reasons of refusals are long.
function aligned(rows: string[][]): string[] {
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => (column < row.length - 1 ? row[column]!.length : 0))),
  );
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
