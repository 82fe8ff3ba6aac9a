import { randomUUID } from 'node:crypto';
import { inTransaction } from '@hearback/postgres';
import { requestReplays, skippedReplays, type Selection, type SkippedReplay } from './io/replay-store';
import type { RefusalDeps } from './refusal-deps';

const SKIPPED_SHOWN = 1_000;

export interface ReplayAnswer {
  replayId: string;
  /** How many will be read again. */
  requested: number;
  skipped: { refusedId: string; why: 'unknown' | SkippedReplay }[];
}

/**
 * A person wants refusals read again. Durable once this returns; a sweep sends them. Asking twice, or while a replay runs,
 * reads them twice and gives the same feedback.
 */
export async function requestReplaysOf(
  deps: RefusalDeps,
  { selection, who }: { selection: Selection; who: { id: string; name: string } },
): Promise<ReplayAnswer> {
  const replayId = randomUUID();
  const answer = await inTransaction(deps.pool, async (client) => {
    const requested = await requestReplays(client, selection, { replayId, at: deps.now(), who });
    const skipped: ReplayAnswer['skipped'] = await skippedReplays(client, selection, SKIPPED_SHOWN);
    if ('ids' in selection) {
      const known = new Set([...requested, ...skipped.map(({ refusedId }) => refusedId)]);
      for (const refusedId of new Set(selection.ids))
        if (!known.has(refusedId)) skipped.push({ refusedId, why: 'unknown' });
    }
    return { replayId, requested: requested.length, skipped };
  });
  deps.requested();
  return answer;
}
