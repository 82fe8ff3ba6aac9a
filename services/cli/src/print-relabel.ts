import { TEXT_RETENTION_DAYS } from '@hearback/contracts';
import type { Change, Moved } from './domain/relabel-report';
import type { Relabelled } from './relabel';

/** The report in words, for a person; ids of feedbacks, never their words. */
export function printRelabel(result: Relabelled): string {
  const { modelVersion, lookedAt, alreadyLabelled, wouldChange, needsReview, urgent, published, unreadable } = result;
  return [
    `model in force   ${modelVersion}`,
    line('looked at', lookedAt, 'feedbacks of the period, by their content in force'),
    line('labelled', alreadyLabelled, 'by the model in force already'),
    line('would change', wouldChange, `in at least one label (${percent(wouldChange / Math.max(lookedAt, 1))})`),
    ...Object.entries(result.axes).flatMap(([axis, changes]) => axisTable(axis, changes)),
    line('gain review', needsReview.gained, 'a person should look at a label, at none before'),
    line('lose review', needsReview.lost, 'no label is left that a person should look at'),
    ...moved('less urgent', urgent.lessUrgent, 'were critical or high'),
    ...moved('more urgent', urgent.moreUrgent, 'would be critical or high'),
    ...(unreadable > 0 ? [line('unreadable', unreadable, 'records fit no schema and were left out')] : []),
    published === null
      ? 'Nothing was written; with --apply the labels are published.'
      : `${published} feedbacks were published with these labels; labels that people have corrected stand.`,
    `Texts that Kafka keeps no longer (${TEXT_RETENTION_DAYS} days) are not reached.`,
  ].join('\n');
}

function line(name: string, count: number, what: string): string {
  return `${name.padEnd(12)} ${String(count).padStart(8)}   ${what}`;
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

function axisTable(axis: string, changes: readonly Change[]): string[] {
  if (changes.length === 0) return [`${axis}: no change`];
  const rows = changes.map(
    ({ from, to, count, share }) =>
      `  ${from.padEnd(20)} -> ${to.padEnd(20)} ${String(count).padStart(8)} ${percent(share).padStart(9)}`,
  );
  return [`${axis}:`, ...rows];
}

function moved(name: string, { count, feedbackIds }: Moved, what: string): string[] {
  const more = count > feedbackIds.length ? [`    … and ${count - feedbackIds.length} more`] : [];
  return [line(name, count, what), ...feedbackIds.map((id) => `    ${id}`), ...more];
}
