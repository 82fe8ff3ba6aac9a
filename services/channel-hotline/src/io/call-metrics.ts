import type { Meter } from '@hearback/telemetry';
import type { Call, CloseReason } from '../domain/call';

/** What became of calls, in numbers. */
export interface CallMetrics {
  /** Compares a call before and after: counts its close, its reply, and what annotates it. */
  changed(before: Call | undefined, after: Call): void;
}

export function callMetrics(meter: Meter): CallMetrics {
  const closed = meter.createCounter('hearback_calls_closed', {
    description: 'Calls no longer waited for: a feedback, or given up without words (no-words)',
  });
  const late = meter.createCounter('hearback_call_annotations', {
    description: 'Facts that came after their call had become a feedback',
  });
  const replies = meter.createCounter('hearback_call_replies', {
    description: 'Answers in the call, logged by agents',
  });
  return {
    changed: (before, after) => {
      const reason = newlyClosed(before, after);
      if (reason) closed.add(1, { reason });
      if (after.replied && !before?.replied) replies.add(1);
      for (const [kind, more] of newlyLate(before, after)) late.add(more, { kind });
    },
  };
}

function newlyClosed(before: Call | undefined, { closed }: Call): CloseReason | undefined {
  return closed?.at === before?.closed?.at ? undefined : closed?.why;
}

function newlyLate(before: Call | undefined, { late }: Call): [string, number][] {
  const known: Record<string, number | undefined> = before?.late ?? {};
  const more = Object.entries(late).map(([kind, count]): [string, number] => [kind, count - (known[kind] ?? 0)]);
  return more.filter(([, count]) => count > 0);
}
