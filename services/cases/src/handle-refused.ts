import type { FeedbackRefused } from '@hearback/contracts';
import { pass, type Message, type Outcome } from '@hearback/kafka';
import type { Pool } from '@hearback/postgres';
import { insertRefusals } from './io/refusal-store';

/** Takes a batch of `feedback.refused`, so that people can work on it. At least once in, once in PostgreSQL by refusedId. */
export function handleRefused(pool: Pool) {
  return async (messages: Message<FeedbackRefused>[]): Promise<Outcome[]> => {
    await insertRefusals(
      pool,
      messages.map(({ data }) => data),
    );
    return messages.map(() => pass());
  };
}
