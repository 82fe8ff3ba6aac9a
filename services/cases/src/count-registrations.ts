import type { Telemetry } from '@hearback/telemetry';
import type { Registration } from './domain/register-feedback';

/** Business counters of what was registered: ends by channel, and changes of cases by kind. */
export function countRegistrations({ meter }: Telemetry): (decided: Registration) => void {
  const feedbacks = meter.createCounter('hearback_cases_feedback', {
    description: 'Feedbacks registered for the first time, by what became of them at once',
  });
  const changes = meter.createCounter('hearback_cases_changes', { description: 'Changes of cases by kind' });
  return (decided) => {
    for (const { feedback } of decided.newFeedbacks)
      feedbacks.add(1, { end: feedback.state, channel: feedback.channel });
    for (const { event } of decided.history) changes.add(1, { kind: event.change.kind });
  };
}
