import type { TopicSettings } from './define-event';

/** Services that read events and may park them; each has one parked topic, read by `cases`, the tracker and the audit. */
export const CONSUMER_GROUPS = [
  'channel-hotline',
  'channel-app-ratings',
  'channel-web-forms',
  'channel-social',
  'deduplicator',
  'classifier',
  'cases',
  'response-tracker',
  'channel-hotline-calls',
  'channel-hotline-replays',
  'channel-app-ratings-replays',
  'channel-web-forms-replays',
  'channel-social-replays',
] as const;
export type ConsumerGroup = (typeof CONSUMER_GROUPS)[number];

/** The group in which a channel service reads again what it has refused. */
export function replaysGroup(service: string): string {
  return `${service}-replays`;
}

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

/** Headers by which a parked message travels a second time; all values are UTF-8 text. */
export const REPLAY_HEADERS = {
  /** How often it has been replayed. */
  count: 'hb_replayed',
  /** The consumer group that parked it; other groups see an ordinary redelivery. */
  group: 'hb_replay_group',
  /** Offset of its record on the parked topic. */
  of: 'hb_replay_of',
  /** On the parked topic itself: the record at this offset was handled after all (or parked again), and is over. */
  done: 'hb_replay_done',
} as const;
