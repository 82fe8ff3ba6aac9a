import { callPartTaken, type Source } from '@hearback/contracts';
import type { GivenItem } from '../domain/arrival';
import { callsSourceOf, toCallPart, type NewCallPartTaken } from '../domain/to-call-part';
import type { Fault } from '../domain/fault';
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
    judge: (item) => {
      const fault = callsSourceFault(edge, arrival.source);
      return fault ? { ok: false, faults: [fault] } : toCallPart(item, arrival);
    },
    publish: (part) => edge.publisher.publish(callPartTaken, part, { traceparent }),
    answer: (index, { feedbackId }) => ({ index, feedbackId, repeatable: true }),
  };
}

const NO_SOURCE: Fault = {
  path: 'settings.callsOf',
  reason: 'source-unknown',
  detail: 'names no source of this service',
};

/**
 * What is wrong with the source whose calls this one speaks of. The setting was checked by nobody when it was set; a call
 * of a source that is not there would have no rules to be judged by.
 */
export function callsSourceFault(
  { registry, definition }: Pick<ChannelEdge, 'registry' | 'definition'>,
  source: Source,
): Fault | null {
  const callsSource = callsSourceOf(source);
  if (callsSource === source.sourceId) return null;
  const found = registry.sourceOf(callsSource);
  return found !== null && definition.channels.includes(found.channel) ? null : NO_SOURCE;
}
