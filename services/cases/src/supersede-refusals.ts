import type { RefusalClosed } from '@hearback/contracts';
import { inTransaction, type OutboxRecord, type PoolClient, writeOutbox } from '@hearback/postgres';
import { supersededBy, type AcceptedContent } from './domain/refusal';
import { closeRefusal, writeRefusalHistory } from './io/refusal-store';
import {
  announceContents,
  awaitContents,
  contentsNamed,
  insertSentAs,
  lockAwaiting,
  lockAwaitingById,
  type Awaiting,
} from './io/superseded-store';
import type { RefusalDeps } from './refusal-deps';

type Content = AcceptedContent & { traceparent?: string | null };
type Deps = Pick<RefusalDeps, 'now' | 'encodeClosed'>;

/**
 * Closes the refusals that new contents are the corrections of, within the transaction that registers these, and returns
 * what is to be published. A delivery that comes again brings no new content and changes nothing.
 */
export async function supersedeBy(
  client: PoolClient,
  deps: Deps,
  contents: readonly Content[],
): Promise<OutboxRecord[]> {
  if (contents.length === 0) return [];
  await insertSentAs(client, contents);
  await announceContents(client);
  const awaiting = await lockAwaiting(client, [...new Set(contents.flatMap(({ names }) => names))]);
  return closeSuperseded(client, deps, { awaiting, contents });
}

/**
 * Likewise for refusals that are stored after their correction was. They are committed already: called again for the same
 * ones it changes nothing, so a crash before it is made good when they are delivered again.
 */
export async function supersedeStored(deps: RefusalDeps, refusedIds: readonly string[]): Promise<void> {
  if (refusedIds.length === 0) return;
  const written = await inTransaction(deps.pool, async (client) => {
    await awaitContents(client);
    const awaiting = await lockAwaitingById(client, refusedIds);
    if (awaiting.length === 0) return [];
    const contents = await contentsNamed(
      client,
      awaiting.map(({ awaits }) => awaits),
    );
    return writeOutbox(client, await closeSuperseded(client, deps, { awaiting, contents }));
  });
  if (written.length > 0) deps.closed(written);
}

async function closeSuperseded(
  client: PoolClient,
  deps: Deps,
  { awaiting, contents }: { awaiting: readonly Awaiting[]; contents: readonly Content[] },
): Promise<OutboxRecord[]> {
  const named = byName(contents);
  const records: OutboxRecord[] = [];
  for (const refusal of awaiting) {
    const content: Content | null = supersededBy(refusal, named.get(refusal.awaits) ?? []);
    if (content) records.push(await closeOne(client, deps, { refusal, content }));
  }
  return records;
}

function byName(contents: readonly Content[]): Map<string, Content[]> {
  const named = new Map<string, Content[]>();
  for (const content of contents)
    for (const name of content.names) {
      const known = named.get(name);
      if (known) known.push(content);
      else named.set(name, [content]);
    }
  return named;
}

async function closeOne(
  client: PoolClient,
  deps: Deps,
  { refusal, content }: { refusal: Awaiting; content: Content },
): Promise<OutboxRecord> {
  const { refusedId, sourceId, channel, receivedAt } = refusal;
  const closedAt = deps.now().toISOString();
  const how = 'superseded' as const;
  const feedbackIds = [content.feedbackId];
  const closed: RefusalClosed = { refusedId, sourceId, channel, receivedAt, closedAt, how, feedbackIds };
  await closeRefusal(client, closed);
  const data = { feedbackIds, receivedAt: content.receivedAt };
  await writeRefusalHistory(client, { refusedId, at: closedAt, kind: how, by: null, data });
  return deps.encodeClosed(closed, content.traceparent ?? undefined);
}
