import type { Refusal, Replayed, ShownRefusal } from './refused';
import { table } from './table';

/** Refusals for a person, one a line. */
export function printRefusals(refusals: readonly Refusal[]): string {
  if (refusals.length === 0) return 'Nothing.';
  return table(
    ['refused', 'received', 'source', 'format', 'state', 'why'],
    refusals.map((r) => [r.refusedId, r.receivedAt, r.sourceId, r.format, stateOf(r), whyOf(r)]),
  );
}

/** One refusal with its original and what was done with it. */
export function printRefusal(refusal: ShownRefusal): string {
  const { original, history, reasons, feedbackIds } = refusal;
  return [
    `${refusal.refusedId}  ${stateOf(refusal)}`,
    `received  ${refusal.receivedAt} by ${refusal.sourceId} (${refusal.channel}), read as ${refusal.format}`,
    ...reasons.map(({ path, detail }) => `why       ${path === '' ? detail : `${path}: ${detail}`}`),
    ...feedbackIds.map((id) => `${refusal.state === 'superseded' ? 'mended by' : 'became   '} ${id}`),
    ...history.map(({ at, kind, by, data }) => `history   ${at}  ${kind}${by ? ` by ${by.name}` : ''}${saidOf(data)}`),
    '',
    ...(original?.encoding ? [`(shown as ${original.encoding})`] : []),
    original ? (original.text ?? '(sealed with another HEARBACK_SECRET)') : '(the original was dropped)',
  ].join('\n');
}

/** What came of a replay. */
export function printReplayed({ requested, skipped, replayed, refusedAgain, underWay }: Replayed): string {
  return [
    `${requested} to be read again: ${replayed} read, ${refusedAgain} refused again, ${underWay} under way.`,
    ...skipped.map(({ refusedId, why }) => `  ${refusedId} left out: ${why}`),
  ].join('\n');
}

function stateOf({ state, replayingSince, truncated }: Refusal): string {
  if (state !== 'open') return state;
  if (replayingSince !== null) return 'replaying';
  return truncated ? 'open, truncated' : 'open';
}

function whyOf({ reasons }: Refusal): string {
  const [first, ...more] = reasons;
  if (!first) return '';
  return `${first.path === '' ? '' : `${first.path}: `}${first.reason}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

function saidOf(data: Record<string, unknown>): string {
  return typeof data['reason'] === 'string' ? `: ${data['reason']}` : '';
}
