import { CONSUMER_GROUPS, PARKED_HEADERS, REPLAY_HEADERS, feedbackReceived, parkedTopic } from '@hearback/contracts';
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

/** feedbackIds parked by any service and not handled since. */
export async function readParked(kafka: KafkaConnection): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const group of CONSUMER_GROUPS) for (const id of await openIn(kafka, parkedTopic(group))) ids.add(id);
  return ids;
}

// A note names the offset of a record that was handled after all; it may stand anywhere behind that record.
async function openIn(kafka: KafkaConnection, topic: string): Promise<string[]> {
  const parked = new Map<string, string>();
  const over = new Set<string>();
  await readToEnd(kafka, topic, ({ offset, headers }) => {
    const done = headers[REPLAY_HEADERS.done];
    if (done) over.add(done);
    else if (headers.ce_subject && headers[PARKED_HEADERS.reason]) parked.set(offset, headers.ce_subject);
  });
  return [...parked].flatMap(([offset, id]) => (over.has(offset) ? [] : [id]));
}
