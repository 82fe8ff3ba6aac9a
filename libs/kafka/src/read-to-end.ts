import type { KafkaConnection } from './connect-kafka';
import { readTopic, type TakeRecord } from './read-topic';

/**
 * Reads a whole topic from the beginning to the end that it has at the call, without committed offsets; records of one
 * partition come in order. Resolves with their number. An `onRecord` that returns a promise is waited for, and nothing more
 * is fetched meanwhile; what it throws ends the reading.
 */
export function readToEnd(c: KafkaConnection, topic: string, onRecord: TakeRecord): Promise<number> {
  return readTopic(c, { topic, onRecord });
}
