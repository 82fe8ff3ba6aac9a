import { describeFaults } from '../domain/fault';
import { givenItems, givenParts, givenReplies } from '../domain/given-items';
import { awaitedRequest } from '../domain/sent-as';
import type { Format, FormatReading } from '../format';
import type { ChannelEdge } from './channel-edge';
import { takeCallParts } from './take-call-parts';
import {
  keepRefused,
  takeFeedback,
  takeReplies,
  type AcceptedFeedback,
  type Answer,
  type Delivery,
} from './take-items';

/** What a source pushed: a hook's body, or a frame of a stream. */
export interface Pushed {
  bytes: Buffer;
  format: Format;
  delivery: Delivery;
}

/** How much of its source's rate a reading costs. */
export function countOf(reading: FormatReading): number {
  if (reading.kind === 'calls') return reading.parts.length;
  return reading.kind === 'read' ? reading.items.length + (reading.replies?.length ?? 0) : 1;
}

/**
 * Takes what a payload said; resolves once all of it is durable, refused parts too. At least once: see takeFeedback.
 * @throws ProblemError 503 when Kafka did not take all of it
 */
export async function takeReading(
  edge: ChannelEdge,
  reading: FormatReading,
  { bytes, format, delivery }: Pushed,
): Promise<Answer<AcceptedFeedback>> {
  switch (reading.kind) {
    case 'ignored':
      edge.metrics.ignored(format.name);
      return { accepted: [], refused: [] };
    case 'calls':
      return takeCallParts(edge, givenParts(reading.parts, bytes), delivery);
    case 'refused': {
      const { faults } = reading;
      await keepRefused(edge, { faults, original: bytes, ...awaitedRequest(delivery.arrival) }, delivery);
      return { accepted: [], refused: [{ index: 0, reason: faults[0]!.reason, detail: describeFaults(faults) }] };
    }
    case 'read': {
      const [answer] = await Promise.all([
        takeFeedback(edge, givenItems(reading, bytes), delivery),
        takeReplies(edge, givenReplies(reading, bytes), delivery),
      ]);
      return answer;
    }
  }
}
