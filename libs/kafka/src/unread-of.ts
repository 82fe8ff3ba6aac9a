import type { Admin } from 'kafkajs';

/** What a group has not read of a partition: from an offset up to, and without, another. */
export interface Unread {
  from: bigint;
  end: bigint;
}

/** By partition, what a group has not committed of a topic; partitions without anything are left out. Full names. */
export async function unreadOf(admin: Admin, groupId: string, topic: string): Promise<Map<number, Unread>> {
  const [ranges, groups] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ]);
  const committed = new Map(groups[0]?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  const unread = new Map<number, Unread>();
  for (const { partition, low, high } of ranges) {
    const [known, first, end] = [committed.get(partition) ?? -1n, BigInt(low), BigInt(high)];
    const from = known > first ? known : first;
    if (from < end) unread.set(partition, { from, end });
  }
  return unread;
}
