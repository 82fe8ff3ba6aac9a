import type { Telemetry } from '@hearback/telemetry';
import type { RefusalReason } from './publish-refused';

export interface PublisherMetrics {
  sent(topic: string, records: number, oldestMs: number): void;
  refused(reason: RefusalReason): void;
  retried(topic: string): void;
}

/** Counters of one publisher; `waiting` is read whenever the metrics are. */
export function publisherMetrics(
  { meter }: Telemetry,
  waiting: () => { records: number; bytes: number },
): PublisherMetrics {
  const published = meter.createCounter('hearback_published', { description: 'Records acknowledged by Kafka' });
  const batchSize = meter.createHistogram('hearback_publish_batch_size', {
    description: 'Records in one acknowledged produce request',
    advice: { explicitBucketBoundaries: [1, 2, 5, 10, 25, 50, 100, 250, 500] },
  });
  const seconds = meter.createHistogram('hearback_publish_duration_seconds', {
    description: 'From the oldest call of a request to its acknowledgement',
    advice: { explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  });
  const refusals = meter.createCounter('hearback_publish_refused', { description: 'Records refused, by reason' });
  const retries = meter.createCounter('hearback_publish_retries', { description: 'Produce requests not acknowledged' });
  meter
    .createObservableGauge('hearback_publish_waiting', { description: 'Records not yet acknowledged' })
    .addCallback((result) => result.observe(waiting().records));
  meter
    .createObservableGauge('hearback_publish_waiting_bytes', { description: 'Bytes not yet acknowledged' })
    .addCallback((result) => result.observe(waiting().bytes));
  return {
    sent: (topic, records, oldestMs) => {
      published.add(records, { topic });
      batchSize.record(records, { topic });
      seconds.record(oldestMs / 1_000, { topic });
    },
    refused: (reason) => refusals.add(1, { reason }),
    retried: (topic) => retries.add(1, { topic }),
  };
}
