import type { Keys } from '@hearback/access';
import { refusalReplayRequested, replaysGroup } from '@hearback/contracts';
import { consume, onEvent, type KafkaConnection, type Publisher } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { ChannelEdge } from './channel-edge';
import { handleReplay, SourcesNotRead } from './handle-replay';

// Each is a few publications under way; a replay of thousands leaves room for what customers say now.
const CONCURRENCY = 8;

/** Reads refusals again as people ask for it. Whether it has joined its group says nothing about taking feedback. */
export async function startReplays(
  kafka: KafkaConnection,
  { edge, publisher, keys }: { edge: ChannelEdge; publisher: Publisher; keys: Pick<Keys, 'originals'> },
): Promise<ServicePart> {
  const { telemetry, definition } = edge;
  const consumer = await consume(kafka, {
    group: replaysGroup(definition.service),
    telemetry,
    publisher,
    subscriptions: [onEvent(refusalReplayRequested, { each: handleReplay(edge, keys), concurrency: CONCURRENCY })],
    isOutage: (error) => error instanceof SourcesNotRead,
    onDead: (error) => {
      telemetry.logger.fatal({ err: error }, 'the Kafka client has died; the process must be started again');
      process.exit(1);
    },
  });
  return { ...consumer, notReady: () => null };
}
