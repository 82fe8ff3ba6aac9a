import {
  FEEDBACK_LIMITS,
  feedbackReceived,
  feedbackRefused,
  feedbackTakenDown,
  replyObserved,
  type FeedbackAnswer,
} from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { ProblemError, SERVICE_VERSION } from '@hearback/service';
import { describeFaults, type Fault } from '../domain/fault';
import { refusalOf, type RefusedThing } from '../domain/refusal';
import { awaitedFeedback, type Awaited } from '../domain/sent-as';
import type { Arrival, GivenItem, Judged } from '../domain/arrival';
import type { NewFeedback } from '../domain/build-feedback';
import { toFeedback } from '../domain/to-feedback';
import { toReply, type NewReply } from '../domain/to-reply';
import { tellsOfDeletion, toTakenDown, type NewTakenDown } from '../domain/to-taken-down';
import type { ChannelEdge } from './channel-edge';
import { unavailable } from './refusals';

/** One request under way. */
export interface Delivery {
  arrival: Arrival;
  headers: Record<string, string | string[] | undefined>;
  traceparent: string;
  bodyBytes: number;
  /** Not brought by its source but found by asking. */
  polled?: { expected(index: number): boolean };
  /** Hears of each refusal with all its faults; the answer has them as one sentence. */
  onRefused?(index: number, faults: readonly Fault[]): void;
}

export type Answer<A> = { accepted: A[]; refused: FeedbackAnswer['refused'] };
export type AcceptedFeedback = FeedbackAnswer['accepted'][number];
export interface AcceptedReply {
  index: number;
  replyId: string;
  feedbackId: string;
}

type Told = NewFeedback | NewTakenDown;

function isSaid(told: Told): told is NewFeedback {
  return 'contentHash' in told;
}

// An item cannot grow past the cap of an event unless the request itself was large, so small ones are not measured.
const SURELY_SMALL_BYTES = 65_536;
// The publisher counts the record's key and headers too.
const RECORD_OVERHEAD_BYTES = 4_096;

/**
 * Judges and publishes items, good and bad alike, and answers after every acknowledgement (acks=all). At least once: a
 * crash before the answer leaves some items published; the caller's retry derives the same ids, except for items answered
 * with `repeatable: false`, which nobody can recognise again.
 * @throws ProblemError 503 when Kafka did not take all of it; its `accepted` lists what is durable already
 */
export async function takeFeedback(
  edge: ChannelEdge,
  items: readonly GivenItem[],
  delivery: Delivery,
): Promise<Answer<AcceptedFeedback>> {
  const answer = await takeItems(edge, { items, delivery }, feedbackKind(edge, withCount(delivery, items.length)));
  noteHeard(edge, answer, delivery);
  return answer;
}

/** Says how many items the request held, which only a request with an Idempotency-Key is known by; see sentAs. */
export function withCount(delivery: Delivery, requestItems: number): Delivery {
  if (delivery.arrival.idempotencyKey === null) return delivery;
  return { ...delivery, arrival: { ...delivery.arrival, requestItems } };
}

/** Tells the gap ledger what was accepted. */
export function noteHeard(edge: ChannelEdge, { accepted }: Answer<AcceptedFeedback>, delivery: Delivery): void {
  const { polled, arrival } = delivery;
  const expected = polled && accepted.filter(({ index }) => polled.expected(index));
  edge.ledger?.heard(arrival.source, { polled: polled !== undefined, accepted, ...(expected && { expected }) });
}

/** As takeFeedback, for replies made outside Hearback. */
export function takeReplies(
  edge: ChannelEdge,
  items: readonly GivenItem[],
  delivery: Delivery,
): Promise<Answer<AcceptedReply>> {
  return takeItems(edge, { items, delivery }, replyKind(edge, delivery));
}

/** How items of a kind are judged, published and answered. */
export interface Kind<T, A> {
  judge(item: GivenItem): Judged<T>;
  publish(value: T): Promise<void>;
  answer(index: number, value: T): A;
  /** What the correction of an item that was refused is known by. */
  awaited?(item: GivenItem): Awaited;
}

/** Feedback, and what its source has deleted. */
export function feedbackKind(edge: ChannelEdge, delivery: Delivery): Kind<Told, AcceptedFeedback> {
  const { arrival, traceparent } = delivery;
  return {
    judge: (item) =>
      tellsOfDeletion(item)
        ? toTakenDown(item, arrival)
        : withinEventSize(toFeedback(item, arrival), delivery.bodyBytes),
    publish: (told) =>
      isSaid(told)
        ? edge.publisher.publish(feedbackReceived, told, { traceparent })
        : edge.publisher.publish(feedbackTakenDown, told, { traceparent }),
    answer: (index, told) => ({
      index,
      feedbackId: told.feedbackId,
      repeatable: !isSaid(told) || (told.repeatable ?? true),
    }),
    awaited: (item) => awaitedFeedback(item, arrival),
  };
}

/** Replies made outside Hearback. */
export function replyKind(edge: ChannelEdge, { arrival, traceparent }: Delivery): Kind<NewReply, AcceptedReply> {
  return {
    judge: (item) => toReply(item, arrival),
    publish: (reply) => edge.publisher.publish(replyObserved, reply, { traceparent }),
    answer: (index, { replyId, feedbackId }) => ({ index, replyId, feedbackId }),
  };
}

/** Keeps what was refused on feedback.refused; resolves once it is durable. */
export async function keepRefused(
  edge: ChannelEdge,
  refused: RefusedThing,
  { arrival, headers, traceparent }: Delivery,
): Promise<void> {
  const refusal = refusalOf(refused, arrival, { headers, serviceVersion: SERVICE_VERSION });
  await edge.publisher.publish(feedbackRefused, refusal, { traceparent });
  edge.metrics.refused({ channel: arrival.source.channel, reason: refused.faults[0]!.reason });
}

/** Every item to its durable end, good and bad alike; see takeFeedback. */
export async function takeItems<T, A>(
  edge: ChannelEdge,
  { items, delivery }: { items: readonly GivenItem[]; delivery: Delivery },
  kind: Kind<T, A>,
): Promise<Answer<A>> {
  const answer: Answer<A> = { accepted: [], refused: [] };
  const toItsEnd = async (item: GivenItem): Promise<void> => {
    const judged = kind.judge(item);
    if (judged.ok) {
      await kind.publish(judged.value);
      answer.accepted.push(kind.answer(item.index, judged.value));
    } else {
      await keepRefused(edge, { ...refusedItem(item, judged.faults), ...kind.awaited?.(item) }, delivery);
      delivery.onRefused?.(item.index, judged.faults);
      answer.refused.push({
        index: item.index,
        reason: judged.faults[0]!.reason,
        detail: describeFaults(judged.faults),
      });
    }
  };
  // A file of calls holds tens of thousands: all at once would be more than the publisher lets wait, however often it is sent.
  for (let from = 0; from < items.length; from += FEEDBACK_LIMITS.requestItems) {
    const lot = items.slice(from, from + FEEDBACK_LIMITS.requestItems);
    const settled = await Promise.allSettled(lot.map(toItsEnd));
    const failed = settled.find((result) => result.status === 'rejected');
    if (failed) throw notDurable(failed.reason, answer);
  }
  const { channel } = delivery.arrival.source;
  if (answer.accepted.length > 0)
    edge.metrics.accepted({ channel, format: delivery.arrival.format }, answer.accepted.length);
  return inOrder(answer);
}

/** An item with what is wrong with it, as it is kept. */
export function refusedItem({ index, original, part, file }: GivenItem, faults: readonly Fault[]): RefusedThing {
  return { index, faults, original: original(), ...(part ? { part } : {}), ...(file ? { file } : {}) };
}

function withinEventSize(judged: Judged<NewFeedback>, bodyBytes: number): Judged<NewFeedback> {
  if (!judged.ok || bodyBytes <= SURELY_SMALL_BYTES) return judged;
  const { eventBytes } = FEEDBACK_LIMITS;
  if (Buffer.byteLength(JSON.stringify(judged.value)) <= eventBytes - RECORD_OVERHEAD_BYTES) return judged;
  const detail = `is larger than ${eventBytes / 1_024} KB`;
  return { ok: false, faults: [{ path: '', reason: 'too-large', detail }] };
}

function notDurable(error: unknown, { accepted }: Answer<unknown>): unknown {
  if (!(error instanceof PublishRefused)) return error;
  const refusal = unavailable(`kafka-${error.reason}`, 'could not store all of this', error.retryAfterSeconds);
  return new ProblemError({ ...refusal.problem, accepted }, refusal.headers);
}

// Acknowledgements of different partitions come in any order.
function inOrder<A>(answer: Answer<A>): Answer<A> {
  if (answer.accepted.length > 1) answer.accepted.sort(byIndex);
  if (answer.refused.length > 1) answer.refused.sort(byIndex);
  return answer;
}

function byIndex(a: unknown, b: unknown): number {
  return (a as { index: number }).index - (b as { index: number }).index;
}
