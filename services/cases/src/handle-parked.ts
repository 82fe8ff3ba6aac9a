import {
  feedbackClassified,
  feedbackDeduplicated,
  feedbackReceived,
  PARKED_HEADERS,
  REPLAY_HEADERS,
} from '@hearback/contracts';
import { pass, type Message, type Outcome } from '@hearback/kafka';
import type { Pool } from '@hearback/postgres';
import { endParked, insertParked, type ParkedRow } from './io/parked-store';

/**
 * Takes what any service has parked, so that `GET /v1/feedback/<id>` can say so, and takes it back when its replay is
 * over. At least once in, once in PostgreSQL by the record's place. Only ids and reasons are kept here, never bytes.
 */
export function handleParked(pool: Pool) {
  return async (messages: Message<Buffer | null>[]): Promise<Outcome[]> => {
    const over = messages.flatMap(overOf);
    await insertParked(pool, messages.filter((message) => overOf(message).length === 0).map(parkedOf));
    await endParked(pool, over);
    return messages.map(() => pass());
  };
}

// The marker lies on the partition of the record it speaks of.
function overOf({ headers, topic, position }: Message<unknown>): { parkedTopic: string; position: string }[] {
  const offset = headers[REPLAY_HEADERS.done];
  return offset === undefined ? [] : [{ parkedTopic: topic, position: `${position.split(':')[0]!}:${offset}` }];
}

const HOLD_FEEDBACK = [feedbackReceived, feedbackDeduplicated, feedbackClassified].map((event) => event.topic);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function parkedOf({ headers, topic, position, timestamp }: Message<unknown>): ParkedRow {
  const header = (name: string) => (headers[name] ?? '').replaceAll('\0', '').slice(0, 500);
  const subject = header('ce_subject').toLowerCase();
  const from = header(PARKED_HEADERS.topic);
  const at = new Date(header(PARKED_HEADERS.at));
  return {
    parkedTopic: topic,
    position,
    subject,
    holdsFeedback: UUID.test(subject) && HOLD_FEEDBACK.some((known) => from.endsWith(known)),
    service: header(PARKED_HEADERS.service),
    reason: header(PARKED_HEADERS.reason),
    at: Number.isNaN(at.getTime()) ? timestamp : at,
  };
}
