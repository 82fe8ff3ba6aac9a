import {
  caseChanged,
  feedbackClassified,
  feedbackDeduplicated,
  feedbackReceived,
  replyObserved,
} from '@hearback/contracts';
import type { KafkaConnection } from '@hearback/kafka';
import type { Admin } from 'kafkajs';
import type { Waiting } from './waiting-store';

// Everything between the edge and the clocks: what each group still has before it.
const WAY = [
  { group: 'deduplicator', topic: feedbackReceived.topic },
  { group: 'classifier', topic: feedbackDeduplicated.topic },
  { group: 'cases', topic: feedbackClassified.topic },
  { group: 'cases', topic: replyObserved.topic },
  { group: 'response-tracker', topic: caseChanged.topic },
] as const;

const CACHE_MS = 2_000;
const OLDEST_MS = 366 * 86_400_000;

/** Reads how much was accepted and is not through yet; null while Kafka cannot say. Answers are up to 2 s old. */
export function inFlightReader(connection: KafkaConnection): () => Promise<Waiting | null> {
  let cached: { at: number; answer: Promise<Waiting | null> } | null = null;
  return () => {
    const now = Date.now();
    if (cached && now - cached.at < CACHE_MS) return cached.answer;
    cached = { at: now, answer: ask(connection).catch(() => null) };
    return cached.answer;
  };
}

async function ask(connection: KafkaConnection): Promise<Waiting> {
  const admin = connection.client({ requestTimeoutMs: 3_000, retry: { retries: 1, initialRetryTime: 100 } }).admin();
  try {
    await admin.connect();
    const hops = await Promise.all(
      WAY.map(({ group, topic }) => lagOf(admin, connection.group(group), connection.topic(topic))),
    );
    const count = hops.reduce((sum, hop) => sum + hop.lag, 0);
    const oldest = await Promise.all(hops.filter(({ lag }) => lag > 0).map((hop) => oldestOf(admin, hop)));
    return { count, oldestSeconds: oldest.length > 0 ? Math.round((Date.now() - Math.min(...oldest)) / 1_000) : null };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

interface Hop {
  topic: string;
  lag: number;
  /** The next offset that the group reads, of partitions where something waits. */
  waitingFrom: ReadonlyMap<number, bigint>;
}

async function lagOf(admin: Admin, groupId: string, topic: string): Promise<Hop> {
  const [ends, groups] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const committed = new Map(groups[0]?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  const waitingFrom = new Map<number, bigint>();
  let lag = 0;
  for (const { partition, low, high } of ends) {
    const known = committed.get(partition) ?? -1n;
    const from = known > BigInt(low) ? known : BigInt(low);
    if (BigInt(high) <= from) continue;
    waitingFrom.set(partition, from);
    lag += Number(BigInt(high) - from);
  }
  return { topic, lag, waitingFrom };
}

/**
 * When (ms) the oldest waiting record was written, to within 2 % of its age. Kafka tells the first offset at or after
 * a time; halving the age on a logarithmic scale costs some ten small requests and reads no record.
 */
async function oldestOf(admin: Admin, { topic, waitingFrom }: Hop): Promise<number> {
  const now = Date.now();
  let [younger, older] = [100, OLDEST_MS];
  while (older / younger > 1.02) {
    const age = Math.sqrt(younger * older);
    const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, Math.round(now - age));
    const allYounger = [...waitingFrom].every(([partition, from]) => {
      const found = offsets.find((entry) => entry.partition === partition);
      return found !== undefined && BigInt(found.offset) >= 0n && BigInt(found.offset) <= from;
    });
    if (allYounger) older = age;
    else younger = age;
  }
  return now - older;
}
