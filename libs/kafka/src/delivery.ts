import { REPLAY_HEADERS } from '@hearback/contracts';
import type { Telemetry, TraceSpan } from '@hearback/telemetry';
import type { KafkaMessage } from 'kafkajs';
import type { Message, Subscription } from './subscription';
import type { Outcome } from './outcome';

/** One record on its way through the runner. */
export interface Delivery {
  /** Its place in the batch, for the committed prefix. */
  index: number;
  topic: string;
  partition: number;
  raw: KafkaMessage;
  /** Names its key for ordering and blocking; null when it has none. */
  keyId: string | null;
  /** Where it lies on the parked topic, when it is a replay for this group. */
  replayOf: bigint | null;
  message: Message<unknown>;
  /** Set when it cannot be read: the handler never sees it. */
  unreadable: Outcome | null;
  span: TraceSpan;
  failures: number;
  outages: number;
}

export interface DeliveryContext {
  subscription: Subscription;
  partition: number;
  group: string;
  telemetry: Telemetry;
}

export function delivery(raw: KafkaMessage, index: number, context: DeliveryContext): Delivery {
  const { subscription, partition, telemetry } = context;
  const text = (name: string) => firstOf(raw.headers?.[name])?.toString();
  const span = telemetry.startSpan(`process ${subscription.topic}`, {
    kind: 'consumer',
    parent: text('traceparent'),
    attributes: { 'messaging.destination.name': subscription.topic },
  });
  const decoded = subscription.decode(raw.value);
  let texts: Record<string, string> | undefined;
  return {
    index,
    topic: subscription.topic,
    partition,
    raw,
    keyId: raw.key ? `${subscription.topic} ${raw.key.toString('base64')}` : null,
    replayOf: replayOf(text, context.group),
    message: {
      data: decoded.ok ? decoded.data : undefined,
      key: raw.key?.toString() ?? '',
      ceId: text('ce_id') ?? '',
      // Only when asked for, which is hardly ever.
      get headers() {
        return (texts ??= headerTexts(raw));
      },
      topic: subscription.topic,
      position: `${partition}:${raw.offset}`,
      timestamp: new Date(Number(raw.timestamp)),
      traceparent: span.traceparent,
    },
    unreadable: decoded.ok ? null : decoded.outcome,
    span,
    failures: 0,
    outages: 0,
  };
}

function headerTexts({ headers }: KafkaMessage): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) {
    const text = firstOf(headers[name])?.toString();
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function firstOf<T>(value: T | T[] | undefined): T | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function replayOf(text: (name: string) => string | undefined, group: string): bigint | null {
  const of = text(REPLAY_HEADERS.of);
  return text(REPLAY_HEADERS.group) === group && of !== undefined && /^\d+$/.test(of) ? BigInt(of) : null;
}
