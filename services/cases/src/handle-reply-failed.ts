import type { ReplyFailed } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import { inTransaction } from '@hearback/postgres';
import type { HistoryEntry, KnownCase } from './domain/case';
import { reasonCode } from './domain/command';
import { lockCasesById } from './io/load-known';
import { settleFailed, type ToldFailure } from './io/outgoing-reply-store';
import { insertHistory, updateCases } from './io/save-cases';
import { writeHistoryToOutbox, type RegisterDeps } from './register';

/**
 * Takes `reply.failed`: the case says that the reply did not reach the customer, and stays as it is. At least once in, once
 * in PostgreSQL: the reply is settled in the same transaction.
 */
export function handleReplyFailed(deps: RegisterDeps) {
  return async (message: Message<ReplyFailed>): Promise<Outcome> => {
    const written = await inTransaction(deps.pool, async (client) => {
      const settled = await settleFailed(client, message.data);
      const [record] = settled ? await lockCasesById(client, [settled.caseId]) : [];
      if (!settled || !record) return [];
      const next = { ...record, version: record.version + 1 };
      const entry = entryOf(next, message, { ...settled, now: deps.now() });
      await updateCases(client, [next]);
      await insertHistory(client, [entry]);
      return writeHistoryToOutbox(client, deps, [entry]);
    });
    if (written.length === 0) return drop('already-registered');
    deps.published(written);
    return pass();
  };
}

function entryOf(
  next: KnownCase,
  { data, traceparent }: Message<ReplyFailed>,
  { reason, by, now }: ToldFailure & { now: Date },
): HistoryEntry {
  const { replyId, feedbackId } = data;
  return {
    event: {
      caseId: next.caseId,
      caseVersion: next.version,
      changedAt: now.toISOString(),
      state: next.state,
      channel: next.channel,
      labels: next.labels,
      change: { kind: 'reply-failed', replyId, feedbackId, reason: reasonCode(reason) },
    },
    by,
    text: reason,
    traceparent,
  };
}
