import type { z } from 'zod';

/** How a topic is made. `retentionMs` -1 keeps records for ever; a compacted topic keeps the last record of each key. */
export interface TopicSettings {
  partitions: number;
  retentionMs: number;
  compacted: boolean;
}

/** One event of one version: the only place that knows its topic, its key, its CloudEvents id and its shape. */
export interface EventContract<S extends z.ZodType = z.ZodType> {
  readonly topic: string;
  readonly schema: S;
  /** The record's key: records of one key keep their order. */
  readonly key: (data: z.output<S>) => string;
  /** CloudEvents id: the same on every retry of the same fact, so that inboxes can be unique on it. */
  readonly id: (data: z.output<S>) => string;
  /** CloudEvents subject: the feedback, case or clock that the event is about. */
  readonly subject: (data: z.output<S>) => string;
  /** CloudEvents time, ISO 8601 UTC: when it happened. */
  readonly time: (data: z.output<S>) => string;
  readonly settings: TopicSettings;
}

export type EventOf<C> = C extends EventContract<infer S> ? z.output<S> : never;

const DAY_MS = 86_400_000;
/** Free text lies on Kafka no longer than this. */
export const TEXT_RETENTION_DAYS = 30;

export const TOPIC_DEFAULTS: TopicSettings = {
  partitions: 3,
  retentionMs: TEXT_RETENTION_DAYS * DAY_MS,
  compacted: false,
};

/**
 * Declares an event. Closed on write and open on read: the schema drops fields that it does not declare, so nothing
 * undeclared leaves a producer, and a consumer of an older build survives a new optional field.
 */
export function defineEvent<S extends z.ZodType>(
  contract: Omit<EventContract<S>, 'settings'> & { settings?: Partial<TopicSettings> },
): EventContract<S> {
  return { ...contract, settings: { ...TOPIC_DEFAULTS, ...contract.settings } };
}
