import type { ReplyObserved } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import { isAutomatic } from './domain/is-automatic';
import { isSubstantive } from './domain/is-substantive';
import type { ObservedReply } from './io/reply-store';
import { register, type RegisterDeps } from './register';

/**
 * Takes a batch of `reply.observed`: each reply is entered in the case of its feedback, or kept until that arrives. At
 * least once in, once in PostgreSQL by replyId; a crash before the commit changes nothing, after it the reply is known.
 */
export function handleReplyObserved(deps: RegisterDeps) {
  return async (messages: Message<ReplyObserved>[]): Promise<Outcome[]> => {
    const fresh = await register(deps, { replies: messages.map(replyOf) });
    return messages.map(({ data }) => (fresh.has(data.replyId) ? pass() : drop('already-registered')));
  };
}

function replyOf({ data, traceparent }: Message<ReplyObserved>): ObservedReply {
  const { replyId, feedbackId, text, repliedAt, observedAt, by } = data;
  const automatic = data.automatic || isAutomatic(text);
  const substantive = isSubstantive(text);
  return {
    replyId,
    feedbackId,
    origin: 'observed',
    text,
    repliedAt,
    observedAt,
    by,
    automatic,
    substantive,
    traceparent,
  };
}
