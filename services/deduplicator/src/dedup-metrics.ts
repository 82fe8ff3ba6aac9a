import type { Relation } from '@hearback/contracts';
import type { Telemetry } from '@hearback/telemetry';

export interface DedupMetrics {
  /** A batch was decided; `seconds` for the whole round trip. */
  decided(relations: readonly Relation[], seconds: number): void;
  rebuilt(seconds: number, decisions: number): void;
}

/** Counters and timings; labels are kinds only. */
export function dedupMetrics({ meter }: Telemetry): DedupMetrics {
  const relations = meter.createCounter('hearback_dedup_relations', { description: 'Relations decided, by kind' });
  const perText = meter.createHistogram('hearback_dedup_decide_seconds', {
    description: 'Time of one decision in Redis: round trip of a batch divided by its texts',
    advice: { explicitBucketBoundaries: [0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.005, 0.02, 0.1] },
  });
  const rebuilds = meter.createCounter('hearback_dedup_rebuilds', {
    description: 'Times the window was put back into Redis from Kafka',
  });
  const rebuildTime = meter.createHistogram('hearback_dedup_rebuild_seconds', {
    description: 'Time that a rebuild of the window took',
    advice: { explicitBucketBoundaries: [0.5, 1, 2, 5, 15, 60, 300] },
  });
  return {
    decided: (decided, seconds) => {
      for (const { kind } of decided) relations.add(1, { kind });
      if (decided.length > 0) perText.record(seconds / decided.length);
    },
    rebuilt: (seconds) => {
      rebuilds.add(1);
      rebuildTime.record(seconds);
    },
  };
}
