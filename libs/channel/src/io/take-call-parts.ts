import { callPartTaken } from '@hearback/contracts';
import type { GivenItem } from '../domain/arrival';
import { toCallPart, type NewCallPartTaken } from '../domain/to-call-part';
import type { ChannelEdge } from './channel-edge';
import { noteHeard, takeItems, type AcceptedFeedback, type Answer, type Delivery, type Kind } from './take-items';

/**
 * As takeFeedback, for pushes about calls: each is durable before the answer, and is answered with the id of the feedback
 * that its call will become.
 */
export async function takeCallParts(
  edge: ChannelEdge,
  items: readonly GivenItem[],
  delivery: Delivery,
): Promise<Answer<AcceptedFeedback>> {
  const answer = await takeItems(edge, { items, delivery }, callPartKind(edge, delivery));
  noteHeard(edge, answer, delivery);
  return answer;
}

/** Pushes about calls. */
export function callPartKind(
  edge: ChannelEdge,
  { arrival, traceparent }: Delivery,
): Kind<NewCallPartTaken, AcceptedFeedback> {
  return {
    judge: (item) => toCallPart(item, arrival),
    publish: (part) => edge.publisher.publish(callPartTaken, part, { traceparent }),
    answer: (index, { feedbackId }) => ({ index, feedbackId, repeatable: true }),
  };
}
