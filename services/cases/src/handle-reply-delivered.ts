import { observedReplyId, type ReplyDelivered } from '@hearback/contracts';
import { drop, pass, type Message, type Outcome } from '@hearback/kafka';
import { isAutomatic } from './domain/is-automatic';
import { isSubstantive } from './domain/is-substantive';
import { findOutgoing, settleDelivered, type OutgoingReply } from './io/outgoing-reply-store';
import type { ObservedReply } from './io/reply-store';
import { register, type RegisterDeps } from './register';

/**
 * Takes a batch of `reply.delivered`: each reply that was asked for here answers its case from now on, as one that was
 * seen; one given on the phone as one that its agent has logged, so that a call dated back needs a second person. At
 * least once in, once in PostgreSQL by replyId, and once with the same reply where a poll or a stream sees it at the
 * vendor, whichever comes first.
 */
export function handleReplyDelivered(deps: RegisterDeps) {
  return async (messages: Message<ReplyDelivered>[]): Promise<Outcome[]> => {
    const asked = await findOutgoing(
      deps.pool,
      messages.map(({ data }) => data.replyId),
    );
    const replies = messages.flatMap((message) => {
      const reply = asked.get(message.data.replyId);
      return reply ? [observed(reply, message, deps.now())] : [];
    });
    const fresh = await register(deps, { replies });
    for (const { data } of messages) if (asked.has(data.replyId)) await settleDelivered(deps.pool, data);
    return messages.map(({ data }) => (fresh.has(data.replyId) ? pass() : drop('already-registered')));
  };
}

function observed(
  { replyId, feedbackId, text, by, origin }: OutgoingReply,
  { data, traceparent }: Message<ReplyDelivered>,
  now: Date,
): ObservedReply {
  return {
    replyId,
    feedbackId,
    origin,
    text,
    repliedAt: data.deliveredAt,
    observedAt: now.toISOString(),
    by,
    automatic: isAutomatic(text),
    substantive: isSubstantive(text),
    traceparent,
    ...(data.externalReplyId && { seenAs: observedReplyId(data.sourceId, data.feedbackId, data.externalReplyId) }),
  };
}
