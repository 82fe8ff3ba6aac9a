import type { KafkaConnection } from './connect-kafka';
import { readTopic, type RawConsumed } from './read-topic';

/**
 * Reads a whole topic from the beginning to the end that it has at the call, without committed offsets; records of one
 * partition come in order. Resolves with their number.
 */
export function readToEnd(c: KafkaConnection, topic: string, onRecord: (record: RawConsumed) => void): Promise<number> {
  return readTopic(c, { topic, onRecord });
}
