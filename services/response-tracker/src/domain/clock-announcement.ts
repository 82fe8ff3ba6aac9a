import type { ResponseChanged } from '@hearback/contracts';
import type { ClockIdentity } from './clock-state';
import type { ClockStep } from './due-events';

/** What other services learn of one event of a clock: ids and times. */
export function clockAnnouncement(identity: ClockIdentity, { event, after }: ClockStep): ResponseChanged {
  return {
    clockId: identity.clockId,
    sequence: event.sequence,
    caseId: identity.caseId,
    feedbackId: identity.feedbackId,
    promise: identity.promise,
    channel: identity.channel,
    change: event.kind,
    state: after.state,
    startedAt: after.startedAt.toISOString(),
    dueAt: after.dueAt.toISOString(),
    effectiveAt: event.effectiveAt.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    policyVersion: event.policyVersion,
    ...(event.kind === 'warned' ? { thresholdSeconds: event.data.thresholdSeconds } : {}),
  };
}
