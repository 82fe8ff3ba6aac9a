import { OWN_FORMATS, toFeedback, toReply, refusalOf, type ChannelTools } from '@hearback/channel';
import { feedbackReceived, feedbackRefused, replyObserved, type Source } from '@hearback/contracts';
import { SERVICE_VERSION } from '@hearback/service';
import type { Call } from '../domain/call';

type Arrival = Parameters<typeof toFeedback>[1];
type Judged = ReturnType<typeof toFeedback> | ReturnType<typeof toReply>;

/**
 * Publishes what lies in a call's outbox, judged by the rules of every other feedback and reply. Both ids derive from
 * source and call, so a repetition after a crash is a redelivery. What these rules refuse lies on
 * feedback.refused then, in the words of POST /v1/feedback or /v1/replies, so that it can be read again.
 */
export function publishCall(tools: ChannelTools, now: () => Date) {
  const { publisher } = tools;
  return async (call: Call, traceparent?: string): Promise<void> => {
    const { feedback, reply } = call.outbox;
    const options = { traceparent };
    if (feedback) {
      const arrival = arrivalOf(tools, call, new Date(call.firstReceivedAt));
      const judged = toFeedback({ ...given(feedback.item), attachments: feedback.attachments }, arrival);
      if (judged.ok) await publisher.publish(feedbackReceived, judged.value, options);
      else await keep(feedback.item, judged, { ...arrival, format: OWN_FORMATS.feedback });
    }
    if (!reply) return;
    const arrival = arrivalOf(tools, call, now());
    const judged = toReply(given(reply), arrival);
    if (judged.ok) await publisher.publish(replyObserved, judged.value, options);
    else await keep(reply, judged, { ...arrival, format: OWN_FORMATS.replies });
  };

  async function keep(value: unknown, judged: Judged & { ok: false }, arrival: Arrival): Promise<void> {
    const refused = { faults: judged.faults, original: Buffer.from(JSON.stringify(value)) };
    const refusal = refusalOf(refused, arrival, { headers: {}, serviceVersion: SERVICE_VERSION });
    await publisher.publish(feedbackRefused, refusal);
  }
}

function given(value: unknown): Parameters<typeof toFeedback>[0] {
  return { index: 0, value, faults: null, original: () => Buffer.from(JSON.stringify(value)) };
}

function arrivalOf({ registry, sealing }: ChannelTools, call: Call, receivedAt: Date): Arrival {
  return {
    source: registry.sourceOf(call.sourceId) ?? removedSource(call.sourceId),
    format: call.format,
    receivedAt,
    idempotencyKey: null,
    sealing,
    // Never asked for: a call has its vendor's id.
    randomId: () => call.feedbackId,
  };
}

// The source may be gone by the time a call is over; what its customer said is not.
function removedSource(sourceId: string): Source {
  return {
    kind: 'source',
    ...{ sourceId, name: sourceId, channel: 'hotline', timeZone: 'Asia/Shanghai', isDefault: false },
    ...{ rate: { itemsPerSecond: 1, burst: 1 }, sharedIdentities: [], changedAt: new Date(0).toISOString() },
    ...{ state: 'active', secretsEncrypted: [], settings: {}, mapping: {} },
  };
}
