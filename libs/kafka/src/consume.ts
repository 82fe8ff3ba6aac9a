import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { KafkaConnection } from './connect-kafka';
import { CONSUMER_SETTINGS, type ConsumerSettings } from './consumer-settings';
import type { Publisher } from './create-publisher';
import { GroupConsumer } from './group-consumer';
import type { Subscription } from './subscription';

export interface ConsumeOptions {
  /** The service's name: its consumer group, and whose parked topic it uses. */
  group: string;
  telemetry: Telemetry;
  publisher: Publisher;
  subscriptions: Subscription[];
  /** Errors of the service's own stores that only mean "later": tried again without end. Kafka's own are known. */
  isOutage?: (error: unknown) => boolean;
  /** Called after every join of the group, before messages of it are handled, with `<plain topic>/<partition>` of each. */
  onAssigned?: (partitions: ReadonlySet<string>) => void;
  /** The Kafka client cannot go on: the process must end, so that it is started anew. */
  onDead: (error: Error) => void;
  /** Messages that a batch handler gets at most; default 500. */
  maxBatch?: number;
  settings?: Partial<ConsumerSettings>;
}

/** A running consumer. Not ready until it has joined its group, and once it has stopped with an alarm. */
export interface Consumer extends ServicePart {
  /** Why it stopped by itself, null while it works. */
  alarm(): string | null;
}

/**
 * Consumes topics as one group, at least once: a message's offset is committed only after its outcome is durable. Never
 * rejects for a cluster that is away; it joins when there is one. What a throw, an outage and a crash lead to is told in
 * this library's README.
 */
export async function consume(c: KafkaConnection, options: ConsumeOptions): Promise<Consumer> {
  const settings = { ...CONSUMER_SETTINGS, ...options.settings };
  if (options.maxBatch !== undefined) settings.maxBatch = options.maxBatch;
  const consumer = new GroupConsumer(c, options, settings);
  return {
    name: `consumer ${options.group}`,
    notReady: () => consumer.notReady(),
    stop: () => consumer.stop(),
    alarm: () => consumer.alarm,
  };
}
