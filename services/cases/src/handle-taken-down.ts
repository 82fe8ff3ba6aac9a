import type { FeedbackTakenDown } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import { register, type RegisterDeps } from './register';

/**
 * Takes a batch of `feedback.taken-down`: the case of each feedback says that its source shows it no more, and stays as it
 * is. At least once in, once in PostgreSQL by feedbackId. One that comes before its feedback waits; the sweep enters it.
 */
export function handleTakenDown(deps: RegisterDeps) {
  return async (messages: Message<FeedbackTakenDown>[]): Promise<Outcome[]> => {
    const takenDown = messages.map(({ data: { feedbackId, deletedAt, observedAt }, traceparent }) => {
      return { feedbackId, deletedAt, observedAt, traceparent };
    });
    const fresh = await register(deps, { takenDown });
    return messages.map(({ data }) => (fresh.has(data.feedbackId) ? pass() : drop('already-registered')));
  };
}
