import type { Source } from '@hearback/contracts';
import type { GivenItem } from '../domain/arrival';
import { givenParts } from '../domain/given-items';
import { GAPS_MS } from '../domain/heard-gaps';
import type { FormatCallPart, FormatItem, FormatReply } from '../format';
import type { ChannelEdge } from './channel-edge';
import { takeCallParts } from './take-call-parts';
import { takeFeedback, takeReplies, type Delivery } from './take-items';

// Each part has its own original.
const NO_PAYLOAD = Buffer.alloc(0);

/** What a poll has brought. */
export interface Page {
  items: readonly FormatItem[];
  replies?: readonly FormatReply[] | undefined;
  parts?: readonly FormatCallPart[] | undefined;
}

interface From {
  source: Source;
  /** With its version, as `<name>/v<version>`. */
  format: string;
  traceparent: string;
}

/**
 * Takes what a poll has brought as POST /v1/feedback takes a body: judged by the same rules, good and bad acknowledged by
 * Kafka before this resolves. At least once: a crash before the cursor is written brings the same items again.
 * @throws ProblemError 503 when Kafka did not take all of it
 */
export async function takePage(edge: ChannelEdge, page: Page, from: From): Promise<void> {
  const items = page.items.map(({ value, attachments, original, faults }, index): GivenItem => {
    const given = { index, value, faults: faults ?? null, original: () => original ?? jsonBytes(value), attachments };
    return { ...given, part: original !== undefined };
  });
  const replies = (page.replies ?? []).map(({ value }, index): GivenItem => {
    return { index, value, faults: null, original: () => jsonBytes(value) };
  });
  const receivedAt = edge.now();
  // What was said before the source was set up as it is now was never to be pushed; what is older than the ids that are kept
  // may have been.
  const mustSince = Math.max(Date.parse(from.source.changedAt), receivedAt.getTime() - GAPS_MS);
  const delivery: Delivery = {
    arrival: {
      source: from.source,
      format: from.format,
      receivedAt,
      idempotencyKey: null,
      sealing: edge.sealing,
      randomId: edge.randomId,
    },
    headers: {},
    traceparent: from.traceparent,
    // Every item is measured: a page's own size says nothing of what its items grew to.
    bodyBytes: Infinity,
    polled: { expected: (index) => mustHaveBeenPushed(saidAtOf(page.items[index]), mustSince) },
  };
  const parts = (page.parts ?? []).map((part) => ({ ...part, original: part.original ?? jsonBytes(part.value) }));
  await Promise.all([
    takeFeedback(edge, items, delivery),
    takeReplies(edge, replies, delivery),
    takeCallParts(edge, givenParts(parts, NO_PAYLOAD), {
      ...delivery,
      polled: { expected: (index) => mustHaveBeenPushed(parts[index]?.value?.facts[0]?.at, mustSince) },
    }),
  ]);
}

function mustHaveBeenPushed(occurredAt: string | undefined, sinceMs: number): boolean {
  const at = Date.parse(occurredAt ?? '');
  return Number.isNaN(at) || at >= sinceMs;
}

function saidAtOf(item: FormatItem | undefined): string | undefined {
  const { occurredAt } = (item?.value ?? {}) as { occurredAt?: unknown };
  return typeof occurredAt === 'string' ? occurredAt : item?.saidAt;
}

function jsonBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? 'null');
}
