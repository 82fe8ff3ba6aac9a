import type { Arrival, KnownFeedback } from './case';
import { changeCase, touch, valuesOf, type Ledger } from './ledger';
import { settleFeedback } from './settle-feedback';

/**
 * Enters another delivery of a feedback that is known. The register, not the deduplicator, says whether the content is
 * new: a content seen before is a further delivery and nothing else. A new content is a numbered revision; an outdated
 * one is kept as history only.
 */
export function deliverAgain(ledger: Ledger, feedback: KnownFeedback, arrival: Arrival): void {
  touch(ledger, feedback);
  feedback.deliveries += 1;
  if (!hadContent(ledger, feedback, arrival.feedback.contentHash)) revise(ledger, feedback, arrival);
}

function hadContent(ledger: Ledger, feedback: KnownFeedback, hash: string): boolean {
  return feedback.contentHash === hash || (ledger.contents.get(feedback.feedbackId)?.has(hash) ?? false);
}

function revise(ledger: Ledger, feedback: KnownFeedback, arrival: Arrival): void {
  const contents = contentsOf(ledger, feedback);
  const revision = revisionNumber(contents, arrival.relation.revision);
  const outdated = isOutdated(feedback, arrival, revision);
  const substantive = arrival.relation.kind === 'revision' ? arrival.relation.substantive : true;
  contents.set(arrival.feedback.contentHash, revision);
  ledger.revisions.push({ arrival, revision, outdated, substantive });
  if (outdated) return;
  takeContent(feedback, arrival, revision);
  ledger.revised.set(feedback.feedbackId, arrival);
  enterRevision(ledger, feedback, { arrival, revision, substantive });
}

function contentsOf(ledger: Ledger, feedback: KnownFeedback): Map<string, number> {
  const contents = ledger.contents.get(feedback.feedbackId) ?? new Map<string, number>();
  contents.set(feedback.contentHash, feedback.revision);
  ledger.contents.set(feedback.feedbackId, contents);
  return contents;
}

// The deduplicator's number, unless it has lost count (its memory was emptied) and gives one a second time.
function revisionNumber(contents: Map<string, number>, proposed: number): number {
  const taken = [...contents.values()];
  return taken.includes(proposed) ? Math.max(...taken) + 1 : proposed;
}

function isOutdated(feedback: KnownFeedback, arrival: Arrival, revision: number): boolean {
  if (arrival.relation.outdated || revision < feedback.revision) return true;
  const updatedAt = arrival.feedback.sourceUpdatedAt;
  return Boolean(updatedAt && feedback.sourceUpdatedAt && Date.parse(updatedAt) < Date.parse(feedback.sourceUpdatedAt));
}

function takeContent(feedback: KnownFeedback, arrival: Arrival, revision: number): void {
  feedback.contentHash = arrival.feedback.contentHash;
  feedback.revision = revision;
  feedback.sourceUpdatedAt = arrival.feedback.sourceUpdatedAt ?? feedback.sourceUpdatedAt;
  feedback.hasWords = hasWords(arrival);
  feedback.labels = valuesOf(arrival.labels);
}

export function hasWords({ feedback }: Arrival): boolean {
  return feedback.text.trim() !== '' || (feedback.title ?? '').trim() !== '';
}

interface Revised {
  arrival: Arrival;
  revision: number;
  substantive: boolean;
}

function enterRevision(ledger: Ledger, feedback: KnownFeedback, revised: Revised): void {
  const { arrival, revision, substantive } = revised;
  const { receivedAt } = arrival.feedback;
  const { traceparent } = arrival;
  // Words added to a bare rating are to be answered, from the moment they came.
  if (feedback.state === 'recorded') settleFeedback(ledger, feedback, { receivedAt, traceparent });
  else if (feedback.caseId !== null) {
    const record = ledger.cases.get(feedback.caseId)!;
    if (record.openedBy === feedback.feedbackId) record.labels = { ...feedback.labels, ...record.corrected };
    const { feedbackId } = feedback;
    changeCase(ledger, record, {
      change: { kind: 'feedback-revised', feedbackId, revision, substantive, receivedAt },
      ...(substantive && feedback.state !== 'mention' ? { step: 'heard-again' as const } : {}),
      traceparent,
    });
  }
}
