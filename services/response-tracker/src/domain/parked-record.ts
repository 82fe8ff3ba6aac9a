import {
  PARKED_HEADERS,
  REPLAY_HEADERS,
  feedbackClassified,
  feedbackDeduplicated,
  feedbackReceived,
} from '@hearback/contracts';

/** What a record of a parked topic says, as the figure needs it: ids and times, nothing of what was said. */
export interface ParkedRecord {
  /** Where it lies on its parked topic, which has one partition. */
  offset: string;
  /** Offsets of earlier records that it puts an end to: replayed and over, or replayed and parked again as this one. */
  ends: string[];
  /** null for a record that only ends others. */
  parked: {
    /** The same however often the event was tried and parked. */
    eventId: string;
    /** The feedback that waits; null when the message is not about one, or cannot be read. */
    feedbackId: string | null;
    parkedAt: Date;
  } | null;
}

export interface RecordOfParkedTopic {
  headers: Readonly<Record<string, string>>;
  /** `<partition>:<offset>` */
  position: string;
  timestamp: Date;
}

const FEEDBACK_TOPICS: readonly (string | undefined)[] = [
  feedbackReceived.topic,
  feedbackDeduplicated.topic,
  feedbackClassified.topic,
];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const OFFSET = /^\d{1,18}$/;

export function parkedRecord({ headers, position, timestamp }: RecordOfParkedTopic): ParkedRecord {
  const offset = position.split(':').at(-1)!;
  const ends = [headers[REPLAY_HEADERS.done], headers[REPLAY_HEADERS.of]].filter(
    (of): of is string => of !== undefined && OFFSET.test(of),
  );
  if (headers[REPLAY_HEADERS.done] !== undefined) return { offset, ends, parked: null };
  const at = new Date(headers[PARKED_HEADERS.at] ?? '');
  const subject = headers['ce_subject'] ?? '';
  const isFeedback = FEEDBACK_TOPICS.includes(headers[PARKED_HEADERS.topic]) && UUID.test(subject);
  return {
    offset,
    ends,
    parked: {
      eventId: headers['ce_id'] ?? originOf(headers) ?? `record:${position}`,
      feedbackId: isFeedback ? subject : null,
      parkedAt: Number.isNaN(at.getTime()) ? timestamp : at,
    },
  };
}

function originOf(headers: Readonly<Record<string, string>>): string | null {
  const place = [PARKED_HEADERS.topic, PARKED_HEADERS.partition, PARKED_HEADERS.offset].map((name) => headers[name]);
  return place.every((part) => part !== undefined) ? place.join(':') : null;
}
