import type { ChainedEvent } from '@hearback/proof';
import type { KnownFact } from './live-case';
import type { Clock } from './tracker-parts';

type Value = string | number | boolean | null | Date | Buffer;

/** One line of COPY in its text format. */
export function line(values: readonly Value[]): string {
  let text = '';
  for (let index = 0; index < values.length; index += 1) text += (index === 0 ? '' : '\t') + field(values[index]!);
  return `${text}\n`;
}

function field(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return value.toISOString();
  return String(value);
}

const SPECIAL = /[\\\t\n\r]/;

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(/[\\\t\n\r]/g, (one) =>
    one === '\\' ? '\\\\' : one === '\t' ? '\\t' : one === '\n' ? '\\n' : '\\r',
  );
}

export const bytes = (hexadecimal: string) => `\\x${hexadecimal}`;

export const CLOCK_TABLE = `clock (clock_id, case_id, customer_key, promise, term, instance, feedback_id, channel, source_id,
  branch, product, cause, kind, owner, team, state, started_at, due_at, provisional, calendar_version, thresholds, routes,
  warned, fulfilled_at, fulfilled_by, confirmed, withdrawn_reason, working_seconds, policy_version, sequence, hash, wake_at)`;

/** What the tracker computes beside the state. */
export interface Beside {
  wakeAt: Date | null;
  workingSeconds: number | null;
}

export function clockLine(clock: Clock, { wakeAt, workingSeconds }: Beside): string {
  return line([
    clock.clockId,
    clock.caseId,
    clock.customerKey,
    clock.promise,
    clock.term,
    clock.instance,
    clock.feedbackId,
    clock.channel,
    clock.sourceId,
    clock.branch,
    clock.product,
    clock.cause,
    clock.kind,
    clock.owner,
    clock.team,
    clock.state,
    clock.startedAt,
    clock.dueAt,
    clock.provisional,
    clock.calendarVersion,
    `{${clock.warnings.map(({ secondsLeft }) => secondsLeft).join()}}`,
    `{${clock.warnings.map(({ to }) => to).join()}}`,
    `{${clock.warned.join()}}`,
    clock.fulfilledAt,
    clock.fulfilledBy,
    clock.confirmed,
    clock.withdrawnReason,
    workingSeconds,
    clock.policyVersion,
    clock.sequence,
    bytes(clock.hash),
    wakeAt,
  ]);
}

export const EVENT_COLUMNS = `clock_id, sequence, kind, effective_at, recorded_at, policy_version, data, hash, promise,
  started_at, due_at, channel, branch, state, product, cause, owner, team, confirmed, withdrawn_reason`;

export function eventLine(clockId: string, event: ChainedEvent, after: Clock): string {
  return line([
    clockId,
    event.sequence,
    event.kind,
    event.effectiveAt,
    event.recordedAt,
    event.policyVersion,
    JSON.stringify(event.data),
    bytes(event.hash),
    after.promise,
    after.startedAt,
    after.dueAt,
    after.channel,
    after.branch,
    after.state,
    after.product,
    after.cause,
    after.owner,
    after.team,
    after.confirmed,
    after.withdrawnReason,
  ]);
}

export const FACT_TABLE = 'case_fact (case_id, case_version, changed_at, recorded_at, feedback_id, data)';

export function factLine({ change: changed, recordedAt }: KnownFact): string {
  const { caseId, caseVersion, changedAt, channel, labels, state, change } = changed;
  const feedbackId =
    'feedback' in change ? change.feedback.feedbackId : 'feedbackId' in change ? change.feedbackId : null;
  const data = JSON.stringify({ channel, labels, state, change });
  return line([caseId, caseVersion, changedAt, recordedAt, feedbackId, data]);
}
