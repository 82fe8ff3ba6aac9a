import type { Telemetry } from '@hearback/telemetry';
import type { Outcome } from './outcome';

export interface ConsumerMetrics {
  ended(topic: string, outcome: Outcome): void;
  retried(topic: string, cause: 'outage' | 'failure'): void;
  batch(topic: string, size: number, ms: number): void;
  lag(topic: string, partition: number, records: number): void;
  /** Forgets the lag of partitions that this member no longer reads. */
  assigned(partitions: ReadonlySet<string>): void;
  stopped(): void;
  blockedKeys(count: () => number): void;
}

/** Counters of one consumer. Labels are topics, outcomes and reasons; never anything of a customer. */
export function consumerMetrics({ meter }: Telemetry): ConsumerMetrics {
  const messages = meter.createCounter('hearback_messages', { description: 'Messages by what became of them' });
  const retries = meter.createCounter('hearback_consumer_retries', {
    description: 'Handler throws that were tried again',
  });
  const size = meter.createHistogram('hearback_consumer_batch_size', {
    description: 'Messages handled and committed together',
    advice: { explicitBucketBoundaries: [1, 2, 5, 10, 25, 50, 100, 250, 500] },
  });
  const seconds = meter.createHistogram('hearback_consumer_batch_duration_seconds', {
    description: 'From the start of a batch until all its outcomes are durable',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] },
  });
  const lags = new Map<string, { topic: string; partition: number; records: number }>();
  let stopped = 0;
  let blocked = () => 0;
  meter
    .createObservableGauge('hearback_consumer_lag', { description: 'Records not yet handled, by partition' })
    .addCallback((result) => {
      for (const { topic, partition, records } of lags.values())
        result.observe(records, { topic, partition: String(partition) });
    });
  meter
    .createObservableGauge('hearback_consumer_stopped', { description: '1 when nearly everything would have parked' })
    .addCallback((result) => result.observe(stopped));
  meter
    .createObservableGauge('hearback_consumer_blocked_keys', {
      description: 'Keys with parked messages not yet replayed',
    })
    .addCallback((result) => result.observe(blocked()));
  return {
    ended: (topic, outcome) =>
      messages.add(1, { topic, outcome: outcome.kind, reason: outcome.kind === 'pass' ? '' : outcome.reason }),
    retried: (topic, cause) => retries.add(1, { topic, cause }),
    batch: (topic, records, ms) => {
      size.record(records, { topic });
      seconds.record(ms / 1_000, { topic });
    },
    lag: (topic, partition, records) => lags.set(`${topic}/${partition}`, { topic, partition, records }),
    assigned: (partitions) => {
      for (const id of lags.keys()) if (!partitions.has(id)) lags.delete(id);
    },
    stopped: () => {
      stopped = 1;
    },
    blockedKeys: (count) => {
      blocked = count;
    },
  };
}
