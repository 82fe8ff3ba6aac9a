import type { LabelValues } from '@hearback/contracts';
import type { Arrival, KnownFeedback } from './case';
import { changeCase, valuesOf, type Ledger } from './ledger';

/**
 * Another model has read the content again: its labels take the place of those before, in the case too if this feedback
 * opened it, but for the labels that people have corrected. The customer did not speak again, so no delivery is counted
 * and no promise moves. Labels for a content that has been revised since are too late and change nothing.
 */
export function relabel(ledger: Ledger, feedback: KnownFeedback, arrival: Arrival): void {
  if (feedback.contentHash !== arrival.feedback.contentHash) {
    ledger.notInForce.add(arrival.ceId);
    return;
  }
  feedback.labels = valuesOf(arrival.labels);
  ledger.relabelled.set(`${feedback.feedbackId} ${feedback.contentHash}`, arrival);
  const record = feedback.caseId === null ? undefined : ledger.cases.get(feedback.caseId);
  if (!record || record.openedBy !== feedback.feedbackId) return;
  const before = record.labels;
  const labels = { ...feedback.labels, ...record.corrected };
  if (sameValues(labels, before)) return;
  record.labels = labels;
  const { feedbackId } = feedback;
  const { modelVersion } = arrival.labels;
  changeCase(ledger, record, {
    change: { kind: 'relabelled', feedbackId, modelVersion },
    labelsBefore: before,
    traceparent: arrival.traceparent,
  });
}

function sameValues(a: LabelValues, b: LabelValues): boolean {
  const axes = Object.keys(a) as (keyof LabelValues)[];
  return axes.every((axis) => a[axis] === b[axis]);
}
