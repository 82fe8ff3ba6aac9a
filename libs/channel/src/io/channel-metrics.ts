import type { Meter } from '@hearback/telemetry';

/** Business counters of a channel service. Labels are few and closed; never an identity, never a caller's words. */
export interface ChannelMetrics {
  accepted(what: { channel: string; format: string }, count: number): void;
  refused(what: { channel: string; reason: string }): void;
  requestRefused(status: number): void;
  ignored(format: string): void;
}

export function channelMetrics(meter: Meter): ChannelMetrics {
  const refused = meter.createCounter('hearback_feedback_refused', { description: 'Items refused and kept' });
  const requests = meter.createCounter('hearback_requests_refused', { description: 'Requests refused as a whole' });
  const ignored = meter.createCounter('hearback_hooks_ignored', { description: 'Vendor calls without feedback' });
  return {
    accepted: acceptedCounter(meter),
    refused: (what) => refused.add(1, what),
    requestRefused: (status) => requests.add(1, { status }),
    ignored: (format) => ignored.add(1, { format }),
  };
}

// Added up here and read when the metrics are: a counter's own labels, hashed anew, cost every post two in a hundred.
function acceptedCounter(meter: Meter): ChannelMetrics['accepted'] {
  const totals = new Map<string, { what: { channel: string; format: string }; count: number }>();
  meter
    .createObservableCounter('hearback_feedback_accepted', { description: 'Items acknowledged by Kafka' })
    .addCallback((result) => {
      for (const { what, count } of totals.values()) result.observe(count, what);
    });
  return (what, count) => {
    const name = `${what.channel} ${what.format}`;
    const total = totals.get(name);
    if (total) total.count += count;
    else totals.set(name, { what, count });
  };
}
