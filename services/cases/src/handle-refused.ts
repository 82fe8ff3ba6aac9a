import type { FeedbackRefused } from '@hearback/contracts';
import { pass, type Message, type Outcome } from '@hearback/kafka';
import { insertRefusals } from './io/refusal-store';
import type { RefusalDeps } from './refusal-deps';
import { supersedeStored } from './supersede-refusals';

/**
 * Takes a batch of `feedback.refused`, so that people can work on it. At least once in, once in PostgreSQL by refusedId.
 * What corrects one may have been registered before: it is looked for once the refusals are committed, and again when a
 * crash in between brings the batch again.
 */
export function handleRefused(deps: RefusalDeps) {
  return async (messages: Message<FeedbackRefused>[]): Promise<Outcome[]> => {
    const refusals = messages.map(({ data }) => data);
    await insertRefusals(deps.pool, refusals);
    await supersedeStored(
      deps,
      refusals.flatMap(({ refusedId, awaits }) => (awaits === undefined ? [] : [refusedId])),
    );
    return messages.map(() => pass());
  };
}
