import { unseal, type Keys } from '@hearback/access';
import {
  deterministicId,
  refusalReplayed,
  type FeedbackRefused,
  type RefusalReplayRequested,
  type Source,
} from '@hearback/contracts';
import { drop, pass, publication, type Message, type Outcome } from '@hearback/kafka';
import { ProblemError, SERVICE_VERSION } from '@hearback/service';
import type { GivenItem } from '../domain/arrival';
import type { Fault } from '../domain/fault';
import { formatFor, readRefused, type RefusedReading } from '../domain/read-refused';
import { REASONS } from '../domain/refusal';
import type { Fetched } from '../format';
import type { Awaited } from '../domain/sent-as';
import { formatsOf, type ChannelEdge } from './channel-edge';
import { readContextOf } from './hook-call';
import { fetchWhole } from './read-fetched';
import { callPartKind } from './take-call-parts';
import { feedbackKind, keepRefused, refusedItem, replyKind, withCount, type Delivery, type Kind } from './take-items';

/** The directory's sources were not read yet, or nobody can be asked, so nobody knows how to read anything: wait. */
export class SourcesNotRead extends Error {
  override readonly name = 'SourcesNotRead';
}

/**
 * Takes `refusal.replay-requested`: reads a refusal of this service's channels again and publishes what it holds with its
 * first `receivedAt`, then says on `refusal.replayed` what came of it. At least once, and the same ids each time: they
 * derive from what the source gave, or else from the refusal. A crash in the middle publishes some feedback again, which
 * is a redelivery.
 */
export function handleReplay(edge: ChannelEdge, keys: Pick<Keys, 'originals'>) {
  return async ({ data, traceparent }: Message<RefusalReplayRequested>): Promise<Outcome> => {
    const { refusal, replayId } = data;
    if (!edge.definition.channels.includes(refusal.channel)) return drop('not-for-us');
    if (edge.registry.notReady() !== null) throw new SourcesNotRead('the sources were not read yet');
    const source = edge.registry.sourceOf(refusal.sourceId);
    const ended = await replay(edge, { refusal, source, original: () => opened(keys, refusal), traceparent });
    const said = { refusedId: refusal.refusedId, replayId, replayedAt: edge.now().toISOString() };
    return pass(publication(refusalReplayed, { ...said, serviceVersion: SERVICE_VERSION, ...ended }));
  };
}

interface Replay {
  refusal: FeedbackRefused;
  source: Source | null;
  /** null when it was sealed with another key. */
  original(): Buffer | null;
  traceparent: string;
}

interface Ended {
  format: string;
  feedbackIds: string[];
  reasons: Fault[];
}

async function replay(edge: ChannelEdge, { refusal, source, original, traceparent }: Replay): Promise<Ended> {
  const { format } = refusal;
  if (!source) return refused(format, [{ path: '', reason: 'source-unknown', detail: 'the source was removed' }]);
  const bytes = original();
  if (bytes === null)
    return refused(format, [{ path: '', reason: 'sealed', detail: 'was sealed with another HEARBACK_SECRET' }]);
  const fetched = await fetchedAgain(edge, { refusal, source, bytes });
  if (fetched.kind === 'failed' || fetched.kind === 'wait')
    return refused(format, [{ path: '', reason: 'not-fetched', detail: fetched.why }]);
  const formats = formatsOf(edge.definition);
  const reading =
    fetched.kind === 'fetched'
      ? readRefused({ refusal: withType(refusal, fetched.contentType), original: fetched.payload, source, formats })
      : readRefused({ refusal, original: bytes, source, formats });
  if (!reading.ok) return refused(reading.format, reading.faults);
  const delivery = {
    arrival: {
      source,
      format: reading.format,
      receivedAt: new Date(refusal.receivedAt),
      idempotencyKey: refusal.headers['idempotency-key'] ?? null,
      sealing: edge.sealing,
      randomId: edge.randomId,
    },
    headers: refusal.headers,
    traceparent,
    bodyBytes: bytes.length,
  };
  return publishReading(edge, reading, {
    delivery,
    refusedId: refusal.refusedId,
    refusedWhole: refusal.index === undefined,
  });
}

interface Pushed {
  refusal: FeedbackRefused;
  source: Source;
  bytes: Buffer;
}

/**
 * What a hook pushed may only point to what was said, or is not believed without the vendor's own copy: that is asked for
 * again. What a poll brought, which has no content type, is whole.
 */
async function fetchedAgain(edge: ChannelEdge, { refusal, source, bytes }: Pushed): Promise<Fetched> {
  const format = formatFor({ refusal, source, formats: formatsOf(edge.definition) });
  if (!format?.fetch || refusal.part || refusal.headers['content-type'] === undefined) return { kind: 'as-it-came' };
  if (!edge.vendorOf) throw new SourcesNotRead('the way to vendors is not open yet');
  try {
    return await fetchWhole(edge, { bytes, format, source, context: readContextOf(source, refusal.headers) });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { kind: 'failed', why: 'the vendor could not be reached; replay it again later' };
  }
}

function withType(refusal: FeedbackRefused, contentType: string): FeedbackRefused {
  return { ...refusal, headers: { ...refusal.headers, 'content-type': contentType } };
}

/**
 * Nothing is published before all is judged. When some of a body passes, the rest is kept as refusals of its own, so that
 * this one is over.
 */
async function publishReading(
  edge: ChannelEdge,
  { format, items, replies, parts }: Extract<RefusedReading, { ok: true }>,
  { delivery, refusedId, refusedWhole }: { delivery: Delivery; refusedId: string; refusedWhole: boolean },
): Promise<Ended> {
  // Of one item of a request nobody knows any more how many there were; of what was refused whole all of them are here.
  const counted = refusedWhole ? withCount(delivery, items.length) : delivery;
  const judged = [
    ...items.map((item) => judge(item, feedbackKind(edge, withOwnId(counted, refusedId, item.index)))),
    ...replies.map((item) => judge(item, replyKind(edge, delivery))),
    ...parts.map((item) => judge(item, callPartKind(edge, delivery))),
  ];
  const good = judged.flatMap((one) => (one.ok ? [one] : []));
  const bad = judged.flatMap((one) => (one.ok ? [] : [one]));
  if (good.length === 0)
    return refused(
      format,
      bad.flatMap(({ faults }) => faults),
    );
  await Promise.all([
    ...good.map(({ publish }) => publish()),
    ...bad.map(({ item, faults, awaited }) =>
      keepRefused(edge, { ...refusedItem(item, faults), ...awaited }, delivery),
    ),
  ]);
  edge.metrics.accepted({ channel: delivery.arrival.source.channel, format }, good.length);
  return { format, feedbackIds: [...new Set(good.map(({ feedbackId }) => feedbackId))], reasons: [] };
}

type JudgedItem =
  | { ok: true; feedbackId: string; publish(): Promise<void> }
  | { ok: false; item: GivenItem; faults: Fault[]; awaited: Awaited | undefined };

function judge<T, A extends { feedbackId: string }>(item: GivenItem, kind: Kind<T, A>): JudgedItem {
  const judged = kind.judge(item);
  if (!judged.ok) return { ok: false, item, faults: judged.faults, awaited: kind.awaited?.(item) };
  const { value } = judged;
  return { ok: true, feedbackId: kind.answer(item.index, value).feedbackId, publish: () => kind.publish(value) };
}

// What nobody could recognise again is recognised here: by the refusal and its place in it.
function withOwnId(delivery: Delivery, refusedId: string, index: number): Delivery {
  return {
    ...delivery,
    arrival: { ...delivery.arrival, randomId: () => deterministicId('replayed', refusedId, index) },
  };
}

function refused(format: string, reasons: Fault[]): Ended {
  return { format, feedbackIds: [], reasons: reasons.slice(0, REASONS) };
}

function opened(keys: Pick<Keys, 'originals'>, { originalEncrypted }: FeedbackRefused): Buffer | null {
  try {
    return unseal(keys.originals, originalEncrypted);
  } catch {
    return null;
  }
}
