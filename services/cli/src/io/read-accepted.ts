import { CONSUMER_GROUPS, PARKED_HEADERS, feedbackReceived, parkedTopic } from '@hearback/contracts';
import { readToEnd, type KafkaConnection } from '@hearback/kafka';

/** Distinct feedbackIds that Kafka acknowledged, from the records' CloudEvents subject. */
export async function readAccepted(kafka: KafkaConnection): Promise<Set<string>> {
  const ids = new Set<string>();
  await readToEnd(kafka, feedbackReceived.topic, (record) => {
    const id = record.headers.ce_subject;
    if (id) ids.add(id);
  });
  return ids;
}

/** feedbackIds parked by any service and not replayed since. */
export async function readParked(kafka: KafkaConnection): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const group of CONSUMER_GROUPS) {
    await readToEnd(kafka, parkedTopic(group), (record) => {
      // Records without a reason are the replay's own marks.
      if (record.headers.ce_subject && record.headers[PARKED_HEADERS.reason]) ids.add(record.headers.ce_subject);
    });
  }
  return ids;
}
