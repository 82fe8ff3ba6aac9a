import { responseChanged, responseSealed } from '@hearback/contracts';
import type { Publisher } from '@hearback/kafka';
import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { claimAnnounced, hasNews, readAnnounceable, saveAnnounced } from './io/announcement-store';
import { listCheckpoints } from './io/seal-store';

const PAGE = 1_000;

export interface AnnounceDeps {
  pool: Pool;
  publisher: Pick<Publisher, 'publish'>;
}

/**
 * Publishes what was sealed and not announced yet: each event of a clock, in its order, then the checkpoints. At least
 * once: the place is moved on after Kafka has acknowledged, so a crash between announces the same page again under the
 * same ids. While Kafka is away nothing moves on. With several replicas one announces.
 */
export async function announce({ pool, publisher }: AnnounceDeps): Promise<void> {
  if (!(await hasNews(pool))) return;
  while (await inTransaction(pool, (client) => announcePage(client, publisher)));
}

/** @returns whether there may be more */
async function announcePage(client: PoolClient, publisher: AnnounceDeps['publisher']): Promise<boolean> {
  const from = await claimAnnounced(client);
  if (!from) return false;
  const events = await readAnnounceable(client, from.position, PAGE);
  const checkpoints = await listCheckpoints(client, from.checkpoint, PAGE);
  if (events.length === 0 && checkpoints.length === 0) return false;
  await Promise.all(
    events.map(({ data, traceparent }) =>
      publisher.publish(responseChanged, data, traceparent === null ? {} : { traceparent }),
    ),
  );
  await Promise.all(checkpoints.map((checkpoint) => publisher.publish(responseSealed, checkpoint)));
  await saveAnnounced(client, {
    position: events.at(-1)?.position ?? from.position,
    checkpoint: checkpoints.at(-1)?.number ?? from.checkpoint,
  });
  return events.length === PAGE || checkpoints.length === PAGE;
}
