import type { RefusalReplayed } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import { inTransaction, writeOutbox, type OutboxRecord, type PoolClient } from '@hearback/postgres';
import { afterReplay } from './domain/refusal';
import { claimDeliveries } from './io/claim-deliveries';
import {
  closeRefusal,
  lockRefusals,
  refuseAgain,
  storable,
  writeRefusalHistory,
  type LockedRefusal,
} from './io/refusal-store';
import type { RefusalDeps } from './refusal-deps';

/**
 * Takes a batch of `refusal.replayed`: a refusal that was read is over, one that was refused again gets its new reasons.
 * At least once in, once in PostgreSQL by CloudEvents id; refusals, history, inbox and outbox in one transaction.
 */
export function handleRefusalReplayed(deps: RefusalDeps) {
  return async (messages: Message<RefusalReplayed>[]): Promise<Outcome[]> => {
    const { fresh, written } = await inTransaction(deps.pool, async (client) => {
      const fresh = await claimDeliveries(
        client,
        messages.map(({ ceId }) => ceId),
      );
      const left = new Set(fresh);
      const records = await apply(
        client,
        deps,
        messages.filter(({ ceId }) => left.delete(ceId)),
      );
      return { fresh, written: await writeOutbox(client, records) };
    });
    if (written.length > 0) deps.closed(written);
    return messages.map(({ ceId }) => (fresh.has(ceId) ? pass() : drop('already-registered')));
  };
}

async function apply(
  client: PoolClient,
  deps: RefusalDeps,
  messages: readonly Message<RefusalReplayed>[],
): Promise<OutboxRecord[]> {
  const locked = await lockRefusals(
    client,
    messages.map(({ data }) => data.refusedId),
  );
  const refusals = new Map(locked.map((refusal) => [refusal.refusedId, refusal]));
  const records: OutboxRecord[] = [];
  for (const message of messages) {
    const refusal = refusals.get(message.data.refusedId);
    if (refusal) records.push(...(await applyOne(client, deps, { refusal, message })));
  }
  return records;
}

async function applyOne(
  client: PoolClient,
  deps: RefusalDeps,
  { refusal, message }: { refusal: LockedRefusal; message: Message<RefusalReplayed> },
): Promise<OutboxRecord[]> {
  const { replayId, replayedAt: at, reasons, feedbackIds, format, serviceVersion } = message.data;
  const { refusedId, sourceId, channel, receivedAt } = refusal;
  const effect = afterReplay(refusal, message.data);
  if (effect.kind === 'nothing') return [];
  const read = { replayId, format, serviceVersion };
  if (effect.kind === 'refused-again') {
    await refuseAgain(client, { refusedId, reasons, over: effect.over });
    await writeRefusalHistory(client, {
      refusedId,
      at,
      kind: effect.kind,
      by: null,
      data: { ...read, reasons: storable(reasons) },
    });
    return [];
  }
  const closedAt = deps.now().toISOString();
  const closed = { refusedId, sourceId, channel, receivedAt, closedAt, how: 'replayed' as const, feedbackIds };
  await closeRefusal(client, closed);
  // The next outcome of the batch may be of the same refusal.
  refusal.state = 'replayed';
  await writeRefusalHistory(client, { refusedId, at, kind: effect.kind, by: null, data: { ...read, feedbackIds } });
  return [deps.encodeClosed(closed, message.traceparent)];
}
