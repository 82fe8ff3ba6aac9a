import type { TopicSettings } from './define-event';

/** Services that read events and may park them; each has one parked topic, read by `cases`, the tracker and the audit. */
export const CONSUMER_GROUPS = ['deduplicator', 'classifier', 'cases', 'response-tracker'] as const;
export type ConsumerGroup = (typeof CONSUMER_GROUPS)[number];

/** Where a consumer group keeps what it could not handle: the original bytes, key and headers, and why. */
export function parkedTopic(group: string): string {
  return `hearback.${group}.parked.v1`;
}

export const PARKED_SETTINGS: TopicSettings = { partitions: 1, retentionMs: -1, compacted: false };

/** Headers that a parked record carries beside its own. Values are UTF-8 text. */
export const PARKED_HEADERS = {
  topic: 'hb_parked_topic',
  partition: 'hb_parked_partition',
  offset: 'hb_parked_offset',
  reason: 'hb_parked_reason',
  error: 'hb_parked_error',
  at: 'hb_parked_at',
  service: 'hb_parked_service',
  serviceVersion: 'hb_parked_service_version',
} as const;
