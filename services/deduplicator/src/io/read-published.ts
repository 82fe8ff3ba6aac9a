import { feedbackDeduplicated } from '@hearback/contracts';
import { readToEnd, type KafkaConnection, type RawConsumed } from '@hearback/kafka';
import { textQuery } from '../domain/text-query';
import type { PublishedDecision } from './redis-window';

/** Reads every decision that still lies on Kafka, in the order of each partition. What cannot be read is left out. */
export async function readPublished(
  connection: KafkaConnection,
  onDecision: (decision: PublishedDecision) => void,
): Promise<void> {
  await readToEnd(connection, feedbackDeduplicated.topic, (record) => {
    const decision = publishedDecision(record);
    if (decision) onDecision(decision);
  });
}

function publishedDecision({ value, timestamp }: RawConsumed): PublishedDecision | null {
  const parsed = value && feedbackDeduplicated.schema.safeParse(parseJson(value));
  if (!parsed?.success) return null;
  const { feedback, relation } = parsed.data;
  const query = textQuery(feedback, { position: relation.position ?? '' });
  return { query, relation, publishedAt: timestamp.getTime() };
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString());
  } catch {
    return null;
  }
}
