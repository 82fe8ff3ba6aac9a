import type { Telemetry } from '@hearback/telemetry';
import type { Advanced } from '../domain/due-events';

/** Counts what was committed: events of clocks by kind and channel, and how late time was noticed. */
export function clockMetrics({ meter }: Telemetry): (advanced: readonly Advanced[]) => void {
  const events = meter.createCounter('hearback_clock_events', {
    description:
      'Events of clocks: activated (started), fulfilled (met), breached (missed), warned, restated, withdrawn',
  });
  const lateness = meter.createHistogram('hearback_due_lateness_seconds', {
    description: 'From the moment of a warning or breach until it was written down',
    advice: { explicitBucketBoundaries: [0.1, 0.25, 0.5, 1, 2, 5, 15, 30, 60, 300, 3_600, 86_400] },
  });
  return (advanced) => {
    const counts = new Map<string, { kind: string; channel: string; count: number }>();
    for (const { clock, steps } of advanced) {
      for (const { event } of steps) {
        const name = `${event.kind} ${clock.channel}`;
        const known = counts.get(name);
        if (known) known.count += 1;
        else counts.set(name, { kind: event.kind, channel: clock.channel, count: 1 });
        if (event.kind === 'warned' || event.kind === 'breached')
          lateness.record((event.recordedAt.getTime() - event.effectiveAt.getTime()) / 1_000, { kind: event.kind });
      }
    }
    for (const { kind, channel, count } of counts.values()) events.add(count, { kind, channel });
  };
}
