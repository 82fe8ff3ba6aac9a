import { randomUUID } from 'node:crypto';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { KafkaConnection } from './connect-kafka';
import { topicRanges, withAdmin } from './with-admin';

const LOOK_EVERY_MS = 5_000;
const STALLED_MS = 60_000;
const HEARTBEAT_MS = 3_000;

/** A record as it lies on its topic. */
export interface RawConsumed {
  /** Plain topic name. */
  topic: string;
  partition: number;
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
  timestamp: Date;
}

export const READER_RETRY = { retries: 5, initialRetryTime: 200, maxRetryTime: 2_000 };

/** A consumer outside all work: a group of its own, no committed offsets, from the beginning. */
export function lonelyConsumer(c: KafkaConnection, purpose: string): { consumer: Consumer; groupId: string } {
  const groupId = c.group(`hearback-${purpose}-${randomUUID()}`);
  const consumer = c.client({ requestTimeoutMs: 10_000, retry: READER_RETRY }).consumer({
    groupId,
    sessionTimeout: 10_000,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: 500,
    maxBytesPerPartition: 1024 * 1024,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    retry: READER_RETRY,
  });
  return { consumer, groupId };
}

/** Ends the consumer and removes its group from the cluster; a failure leaves an empty group that the broker expires. */
export async function endLonely(
  c: KafkaConnection,
  { consumer, groupId }: ReturnType<typeof lonelyConsumer>,
): Promise<void> {
  await consumer.disconnect().catch(() => undefined);
  await withAdmin(c, (admin) => admin.deleteGroups([groupId])).catch(() => undefined);
}

export function rawConsumed(topic: string, partition: number, message: KafkaMessage): RawConsumed {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) headers[name] = first.toString();
  }
  const { offset, key, value } = message;
  return { topic, partition, offset, key: key ?? null, value, headers, timestamp: new Date(Number(message.timestamp)) };
}

/** What to do with a record; a promise is waited for before the next one. */
export type TakeRecord = ((record: RawConsumed) => void) | ((record: RawConsumed) => Promise<void>);

/** Position after the last record read, by partition. */
export type Positions = Map<number, bigint>;

/**
 * Reads a topic from `from` (default the beginning) to the end that it has at the call, in order for each partition,
 * and moves `from` along. Resolves with the number of records. Rejects when the topic does not exist or Kafka stays
 * away.
 */
export async function readTopic(
  c: KafkaConnection,
  options: { topic: string; from?: Positions; onRecord: TakeRecord },
): Promise<number> {
  const { topic, from = new Map() as Positions, onRecord } = options;
  const open = new Map<number, bigint>();
  for (const [partition, { low, end }] of await topicRanges(c, topic)) {
    const position = from.get(partition) ?? low;
    from.set(partition, position > low ? position : low);
    if (position < end) open.set(partition, end);
  }
  if (open.size === 0) return 0;
  let count = 0;
  const lonely = lonelyConsumer(c, 'read');
  try {
    const onMessage = (partition: number, message: KafkaMessage) => {
      count++;
      return onRecord(rawConsumed(topic, partition, message));
    };
    await consumeUntil(c, lonely.consumer, { topic, open, from, onMessage });
  } finally {
    await endLonely(c, lonely);
  }
  return count;
}

interface Range {
  topic: string;
  /** End of each partition that is not read yet. */
  open: Map<number, bigint>;
  from: Positions;
  onMessage(partition: number, message: KafkaMessage): unknown;
}

async function consumeUntil(c: KafkaConnection, consumer: Consumer, range: Range): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topic: c.topic(range.topic), fromBeginning: true });
  let watch: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      let progressAt = Date.now();
      let inHand = false;
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
      const finished = () => range.open.size === 0 && resolve();
      watch = setInterval(() => {
        if (Date.now() - progressAt > STALLED_MS) reject(new Error(`reading ${range.topic} does not go on`));
        if (!inHand) dropExpired(c, range).then(finished, () => undefined);
      }, LOOK_EVERY_MS);
      const eachBatch = async (payload: EachBatchPayload) => {
        const alive = () => (progressAt = Date.now());
        alive();
        inHand = true;
        try {
          await takeBatch(payload, range, alive);
        } catch (error) {
          // Nothing more is taken: kafkajs would bring the same records again.
          range.open.clear();
          return reject(error);
        } finally {
          inHand = false;
        }
        finished();
      };
      consumer.run({ autoCommit: false, eachBatch }).then(() => seekTo(c, consumer, range), reject);
    });
  } finally {
    clearInterval(watch);
  }
}

// Records read before the seek takes effect, or again after a rejoin, lie before the position and are left out.
async function takeBatch(payload: EachBatchPayload, range: Range, alive: () => void): Promise<void> {
  const { batch } = payload;
  const { open, from, onMessage } = range;
  const { partition } = batch;
  const end = open.get(partition);
  if (end === undefined) return;
  for (const message of batch.messages) {
    const offset = BigInt(message.offset);
    if (offset < (from.get(partition) ?? 0n) || offset >= end) continue;
    const working = onMessage(partition, message);
    if (working instanceof Promise) await whileAlive(working, payload, alive);
    from.set(partition, offset + 1n);
  }
  if (BigInt(batch.lastOffset()) + 1n >= end) {
    from.set(partition, end);
    open.delete(partition);
  }
}

// The work may take longer than the session lasts.
async function whileAlive(working: Promise<unknown>, payload: EachBatchPayload, alive: () => void): Promise<void> {
  const beat = setInterval(() => {
    alive();
    payload.heartbeat().catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    await working;
  } finally {
    clearInterval(beat);
  }
}

function seekTo(c: KafkaConnection, consumer: Consumer, { topic, open, from }: Range): void {
  for (const partition of open.keys())
    consumer.seek({ topic: c.topic(topic), partition, offset: String(from.get(partition) ?? 0n) });
}

// What was to be read may expire meanwhile; nothing would ever arrive for such a partition.
async function dropExpired(c: KafkaConnection, { topic, open }: Range): Promise<void> {
  const ranges = await topicRanges(c, topic);
  for (const [partition, end] of [...open]) {
    const now = ranges.get(partition);
    if (!now || now.low >= end) open.delete(partition);
  }
}
