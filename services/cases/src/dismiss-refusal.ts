import { inTransaction, writeOutbox } from '@hearback/postgres';
import { mayDismiss } from './domain/refusal';
import { closeRefusal, lockRefusals, writeRefusalHistory } from './io/refusal-store';
import type { RefusalDeps } from './refusal-deps';

/**
 * A person says that nothing is to be read of a refusal: state, history and `refusal.closed` in one transaction. Said
 * again it changes nothing.
 */
export async function dismissRefusal(
  deps: RefusalDeps,
  { refusedId, reason, who }: { refusedId: string; reason: string; who: { id: string; name: string } },
): Promise<'dismissed' | 'unknown' | 'replayed-already' | 'superseded-already'> {
  const { answer, written } = await inTransaction(deps.pool, async (client) => {
    const [refusal] = await lockRefusals(client, [refusedId]);
    if (!refusal) return { answer: 'unknown' as const, written: [] };
    const may = mayDismiss(refusal);
    if (may !== 'yes') return { answer: may === 'done-already' ? ('dismissed' as const) : may, written: [] };
    const { sourceId, channel, receivedAt } = refusal;
    const closedAt = deps.now().toISOString();
    const how = 'dismissed' as const;
    const closed = { refusedId, sourceId, channel, receivedAt, closedAt, how, feedbackIds: [] };
    await closeRefusal(client, closed);
    await writeRefusalHistory(client, { refusedId, at: closedAt, kind: how, by: who, data: { reason } });
    return { answer: how, written: await writeOutbox(client, [deps.encodeClosed(closed)]) };
  });
  if (written.length > 0) deps.closed(written);
  return answer;
}
