import type { FeedbackClassified } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import type { Arrival } from './domain/case';
import { register, type Ending, type RegisterDeps } from './register';

/**
 * Takes a batch of `feedback.classified`: each feedback opens or joins a case, in one transaction with the inbox, the
 * history and the outbox. At least once in, effectively once in PostgreSQL: a crash before the commit changes nothing, a
 * crash between the commit and Kafka's offset brings the batch again and the inbox knows it; the outbox publishes what
 * was committed. A relabelling replaces the labels of a content in force, and changes nothing for one that is not any
 * more; of a feedback that is unknown here it is a first delivery. When feedback comes again in another form or after any time, the feedback's row decides, not the inbox.
 */
export function handleClassified(deps: RegisterDeps) {
  return async (messages: Message<FeedbackClassified>[]): Promise<Outcome[]> => {
    const fresh = await register(deps, { arrivals: messages.map(arrivalOf) });
    return messages.map(({ ceId }) => outcomeOf(fresh.get(ceId)));
  };
}

function outcomeOf(ending: Ending | undefined): Outcome {
  if (ending === undefined) return drop('already-registered');
  return ending === 'registered' ? pass() : drop(ending);
}

function arrivalOf({ ceId, data, traceparent }: Message<FeedbackClassified>): Arrival {
  return { ceId, ...data, traceparent };
}
