import { hash } from 'node:crypto';
import {
  deterministicId,
  observedReplyId,
  replyItemSchema,
  type ReplyItem,
  type replyObserved,
} from '@hearback/contracts';
import { cleanText } from '@hearback/text';
import type { z } from 'zod';
import { faultsOf, type Fault } from './fault';
import { feedbackIdOf } from './feedback-id';
import { pastTime } from './past-time';
import type { Arrival, GivenItem, Judged } from './arrival';

export type NewReply = z.input<typeof replyObserved.schema>;

/** A reply that someone made outside Hearback. It may arrive before its feedback: both ids derive from what the source says. */
export function toReply(given: GivenItem, arrival: Arrival): Judged<NewReply> {
  if (given.faults) return { ok: false, faults: given.faults };
  const parsed = replyItemSchema.safeParse(given.value);
  if (!parsed.success) return { ok: false, faults: faultsOf(parsed.error) };
  const item = parsed.data;
  const faults: Fault[] = targetFaults(item);
  const { sourceId, timeZone } = arrival.source;
  const repliedAt = pastTime(item.repliedAt, 'repliedAt', { timeZone, now: arrival.receivedAt, faults });
  const text = cleanText(item.text).text;
  if (text.trim() === '') faults.push({ path: 'text', reason: 'required', detail: 'a text is needed' });
  if (faults.length > 0 || !repliedAt) return { ok: false, faults };
  const feedbackId = item.feedbackId ?? feedbackIdOf(sourceId, item.externalId!);
  const at = repliedAt.toISOString();
  return {
    ok: true,
    value: {
      replyId: item.replyId
        ? observedReplyId(sourceId, feedbackId, item.replyId)
        : deterministicId('reply', sourceId, feedbackId, hash('sha256', text, 'hex'), at),
      feedbackId,
      sourceId,
      text,
      repliedAt: at,
      observedAt: arrival.receivedAt.toISOString(),
      by: { id: cleanText(item.by.id).text, name: item.by.name && cleanText(item.by.name).text },
      automatic: item.automatic,
    },
  };
}

function targetFaults(item: ReplyItem): Fault[] {
  if ((item.externalId === undefined) !== (item.feedbackId === undefined)) return [];
  const detail = 'expected exactly one of externalId and feedbackId, to say what is answered';
  return [{ path: item.externalId === undefined ? 'externalId' : 'feedbackId', reason: 'required', detail }];
}
