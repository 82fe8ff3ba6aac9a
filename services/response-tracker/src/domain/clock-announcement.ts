import type { ResponseChanged } from '@hearback/contracts';
import type { Clock } from './clock';
import type { ClockStep } from './due-events';

/** What other services learn of one event of a clock: ids and times. */
export function clockAnnouncement(clock: Pick<Clock, 'clockId'>, { event, after }: ClockStep): ResponseChanged {
  return {
    clockId: clock.clockId,
    sequence: event.sequence,
    caseId: after.caseId,
    feedbackId: after.feedbackId,
    promise: after.promise,
    instance: after.instance,
    channel: after.channel as ResponseChanged['channel'],
    change: event.kind,
    state: after.state,
    startedAt: after.startedAt.toISOString(),
    dueAt: after.dueAt.toISOString(),
    provisional: after.provisional,
    effectiveAt: event.effectiveAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    policyVersion: event.policyVersion,
    ...(event.kind === 'warned' ? { thresholdSeconds: event.data.secondsLeft, to: event.data.to } : {}),
  };
}
