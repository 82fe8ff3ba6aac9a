import {
  CONSUMER_GROUPS,
  PARKED_HEADERS,
  REPLAY_HEADERS,
  feedbackReceived,
  feedbackRefused,
  parkedTopic,
  refusalClosed,
} from '@hearback/contracts';
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

/** How many refusals are open: neither read again nor dismissed nor superseded by a correction. */
export async function countRefusedOpen(kafka: KafkaConnection): Promise<number> {
  const open = new Set<string>();
  const note = (act: (refusedId: string) => unknown) => (record: { headers: Record<string, string> }) => {
    if (record.headers.ce_subject) act(record.headers.ce_subject);
  };
  await readToEnd(
    kafka,
    feedbackRefused.topic,
    note((refusedId) => open.add(refusedId)),
  );
  await readToEnd(
    kafka,
    refusalClosed.topic,
    note((refusedId) => open.delete(refusedId)),
  );
  return open.size;
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
