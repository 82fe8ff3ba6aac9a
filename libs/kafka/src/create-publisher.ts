import type { EventContract } from '@hearback/contracts';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { z } from 'zod';
import type { KafkaConnection } from './connect-kafka';
import { encodeEvent, type RawRecord } from './event-record';
import { produceClient } from './produce-client';
import { PUBLISH_LIMITS, type PublishLimits } from './publish-limits';
import { PublishQueue } from './publish-queue';

export interface PublisherOptions {
  service: string;
  telemetry: Telemetry;
  limits?: Partial<PublishLimits>;
}

/** Concurrent calls share produce requests; each resolves only after the broker has acknowledged its own record. */
export interface Publisher extends ServicePart {
  /** Rejects with PublishRefused, or with ZodError when `data` does not fit the event. */
  publish<S extends z.ZodType>(
    event: EventContract<S>,
    data: z.input<S>,
    options?: { traceparent?: string | undefined },
  ): Promise<void>;
  publishRaw(record: RawRecord): Promise<void>;
  /** As publishRaw; resolves with the record's position, which a repetition by the broker may leave behind a copy. */
  publishAt(record: RawRecord): Promise<{ offset: string }>;
}

/**
 * Resolves at once or after the first attempt to reach Kafka, never rejects: until the cluster answers, callers wait up
 * to their deadline and `notReady` says so.
 */
export async function createPublisher(c: KafkaConnection, options: PublisherOptions): Promise<Publisher> {
  const limits = { ...PUBLISH_LIMITS, ...options.limits };
  const client = produceClient(c, limits.requestTimeoutMs);
  const queue = new PublishQueue({ connection: c, client, limits, telemetry: options.telemetry });
  await client.connect().catch((error: unknown) => {
    options.telemetry.logger.warn(
      { error: error instanceof Error ? error.message : 'unknown' },
      'Kafka is not reached yet',
    );
    queue.keepConnecting();
  });
  const publishAt = (record: RawRecord) => queue.add(record, limits.rawBytes);
  return {
    name: 'publisher',
    notReady: () => queue.notReady(),
    stop: async () => {
      await queue.drain();
      await client.disconnect();
    },
    publish: async (event, data, { traceparent } = {}) => {
      await queue.add(encodeEvent(event, data, { service: options.service, traceparent }), limits.eventBytes);
    },
    publishAt,
    publishRaw: async (record) => {
      await publishAt(record);
    },
  };
}
