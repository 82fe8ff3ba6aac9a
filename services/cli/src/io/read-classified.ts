import { feedbackClassified, type FeedbackClassified } from '@hearback/contracts';
import { readToEnd, type KafkaConnection, type RawConsumed } from '@hearback/kafka';
import { holdNewest, type Held } from '../domain/newest-content';

/** Content in force and labels of every feedback that Kafka still has, by id. `unreadable` counts what fits no schema. */
export async function readNewest(kafka: KafkaConnection): Promise<{ held: Map<string, Held>; unreadable: number }> {
  const held = new Map<string, Held>();
  let unreadable = 0;
  await readToEnd(kafka, feedbackClassified.topic, (record) => {
    const event = eventOf(record);
    if (event) holdNewest(held, { place: placeOf(record), ceId: ceIdOf(record, event), event });
    else unreadable += 1;
  });
  return { held, unreadable };
}

/** A feedback with its words, and the event whose labels it has. */
export interface Content {
  event: FeedbackClassified;
  replaces: Held;
  /** Of the whole event in bytes. */
  bytes: number;
  /** When Kafka took the event. */
  writtenAt: Date;
}

/**
 * Reads the topic once more and hands on the contents of these feedbacks only, each once, waiting whenever `take` asks
 * for it: words are never in memory but for those that are being worked on.
 */
export async function readContents(
  kafka: KafkaConnection,
  wanted: ReadonlyMap<string, Held>,
  take: (content: Content) => Promise<void> | null,
): Promise<void> {
  const left = new Map(wanted);
  await readToEnd(kafka, feedbackClassified.topic, (record) => {
    const replaces = left.get(record.headers['ce_subject'] ?? '');
    if (replaces?.place !== placeOf(record)) return null;
    const event = eventOf(record)!;
    left.delete(event.feedback.feedbackId);
    return take({ event, replaces, bytes: record.value!.length, writtenAt: record.timestamp });
  });
}

function eventOf({ value }: RawConsumed): FeedbackClassified | null {
  try {
    return feedbackClassified.schema.parse(JSON.parse(String(value)));
  } catch {
    return null;
  }
}

const placeOf = ({ partition, offset }: RawConsumed) => `${partition}:${offset}`;
const ceIdOf = ({ headers }: RawConsumed, event: FeedbackClassified) =>
  headers['ce_id'] ?? feedbackClassified.id(event);
