import {
  caseChanged,
  feedbackClassified,
  feedbackDeduplicated,
  feedbackReceived,
  replyObserved,
} from '@hearback/contracts';
import { unreadOf, type KafkaConnection, type Unread } from '@hearback/kafka';
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
      WAY.map(async ({ group, topic: name }): Promise<Hop> => {
        const topic = connection.topic(name);
        return { topic, waiting: await unreadOf(admin, connection.group(group), topic) };
      }),
    );
    const count = hops.reduce((sum, hop) => sum + lagOf(hop), 0);
    const oldest = await Promise.all(hops.filter(({ waiting }) => waiting.size > 0).map((hop) => oldestOf(admin, hop)));
    return { count, oldestSeconds: oldest.length > 0 ? Math.round((Date.now() - Math.min(...oldest)) / 1_000) : null };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

interface Hop {
  topic: string;
  waiting: ReadonlyMap<number, Unread>;
}

const lagOf = ({ waiting }: Hop) => [...waiting.values()].reduce((sum, { from, end }) => sum + Number(end - from), 0);

/**
 * When (ms) the oldest waiting record was written, to within 2 % of its age. Kafka tells the first offset at or after
 * a time; halving the age on a logarithmic scale costs some ten small requests and reads no record.
 */
async function oldestOf(admin: Admin, { topic, waiting }: Hop): Promise<number> {
  const now = Date.now();
  let [younger, older] = [100, OLDEST_MS];
  while (older / younger > 1.02) {
    const age = Math.sqrt(younger * older);
    const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, Math.round(now - age));
    const allYounger = [...waiting].every(([partition, { from }]) => {
      const found = offsets.find((entry) => entry.partition === partition);
      return found !== undefined && BigInt(found.offset) >= 0n && BigInt(found.offset) <= from;
    });
    if (allYounger) older = age;
    else younger = age;
  }
  return now - older;
}
