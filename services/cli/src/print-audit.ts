import type { AuditResult } from './domain/compare-ends';

const SHOWN = 10;

/** The audit in words, for a person; the ids of the first faults of each kind. */
export function printAudit(result: AuditResult, refused: number): string {
  const ends = Object.entries(result.ends).map(([end, count]) => `  ${end.padEnd(9)} ${String(count).padStart(8)}`);
  return [
    `accepted    ${String(result.accepted).padStart(8)}   distinct feedback that Kafka acknowledged`,
    ...ends,
    `refused     ${String(refused).padStart(8)}   refused, and neither read again nor dismissed since`,
    ...(result.olderThanKafka > 0
      ? [`older       ${String(result.olderThanKafka).padStart(8)}   ended, and beyond Kafka's retention`]
      : []),
    ...fault('in no end', result.missing),
    ...fault('in two ends, or in one that its case contradicts', result.doubled),
    ...fault('opened a case, but no clock holds the promise', result.withoutClock),
    ...fault('started more than one clock', result.clockedTwice),
    result.ok ? 'Every accepted feedback has exactly one end.' : 'The audit FAILED.',
  ].join('\n');
}

function fault(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > SHOWN ? [`    … and ${ids.length - SHOWN} more`] : [];
  return [`${ids.length} ${what}:`, ...ids.slice(0, SHOWN).map((id) => `    ${id}`), ...more];
}
