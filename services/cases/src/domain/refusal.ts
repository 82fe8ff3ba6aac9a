import type { RefusalReplayed } from '@hearback/contracts';

export const REFUSAL_STATES = ['open', 'replayed', 'dismissed'] as const;
export type RefusalState = (typeof REFUSAL_STATES)[number];

/** As much of a refusal as decisions need. */
export interface RefusalRecord {
  state: RefusalState;
  /** The replay under way. */
  replayId: string | null;
}

export type ReplayEffect =
  | { kind: 'nothing' }
  /** Read after all; of one that a person dismissed too, because its feedback is there now. */
  | { kind: 'replayed' }
  /** Stays open, with other reasons. `over` says that no replay is under way any more. */
  | { kind: 'refused-again'; over: boolean };

/** What the outcome of a replay does to a refusal. Outcomes may come twice, late, and of several replays at once. */
export function afterReplay(
  refusal: RefusalRecord,
  outcome: Pick<RefusalReplayed, 'replayId' | 'reasons'>,
): ReplayEffect {
  if (refusal.state === 'replayed') return { kind: 'nothing' };
  if (outcome.reasons.length === 0) return { kind: 'replayed' };
  if (refusal.state === 'dismissed') return { kind: 'nothing' };
  return { kind: 'refused-again', over: refusal.replayId === outcome.replayId };
}

/** Whether a person may say that nothing is to be read; said again it changes nothing. */
export function mayDismiss({ state }: Pick<RefusalRecord, 'state'>): 'yes' | 'done-already' | 'replayed-already' {
  if (state === 'dismissed') return 'done-already';
  return state === 'open' ? 'yes' : 'replayed-already';
}
