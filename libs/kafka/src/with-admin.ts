import type { Admin } from 'kafkajs';
import type { KafkaConnection } from './connect-kafka';

/** One visit to the cluster as administrator, with the connection closed behind it. */
export async function withAdmin<T>(c: KafkaConnection, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = c
    .client({ requestTimeoutMs: 15_000, retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 } })
    .admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** First and end offset of each partition that holds something. */
export async function topicRanges(
  c: KafkaConnection,
  topic: string,
): Promise<Map<number, { low: bigint; end: bigint }>> {
  const offsets = await withAdmin(c, (admin) => admin.fetchTopicOffsets(c.topic(topic)));
  return new Map(
    offsets
      .map((o) => [o.partition, { low: BigInt(o.low), end: BigInt(o.high) }] as const)
      .filter(([, range]) => range.low < range.end),
  );
}
