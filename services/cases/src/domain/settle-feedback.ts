import { deterministicId } from '@hearback/contracts';
import type { KnownCase, KnownFeedback } from './case';
import { changeCase, touch, type Ledger } from './ledger';
import { promiseFacts } from './promise-facts';

type Settlement =
  | { end: 'recorded' }
  | { end: 'waiting' }
  | { end: 'opened'; targetMissing: boolean }
  | { end: 'joined'; record: KnownCase; speaker: string }
  | { end: 'mention'; record: KnownCase };

/**
 * Decides the end of a feedback that has none yet and enters it in its case. False when it goes on waiting.
 * `receivedAt` is when the words to be answered reached the bank: of the first content, or of the revision that brought
 * words to a bare rating.
 */
export function settleFeedback(ledger: Ledger, feedback: KnownFeedback, options: SettleOptions): boolean {
  const settlement = settlementOf(ledger, feedback);
  if (settlement.end === 'waiting') {
    feedback.waitingSince ??= ledger.now;
    feedback.traceparent ??= options.traceparent ?? null;
    return false;
  }
  touch(ledger, feedback);
  feedback.state = settlement.end;
  if (settlement.end === 'recorded') return true;
  if (settlement.end === 'joined') feedback.speaker = settlement.speaker;
  const context = {
    feedback,
    receivedAt: options.receivedAt,
    traceparent: options.traceparent ?? feedback.traceparent,
  };
  if (settlement.end === 'opened') {
    feedback.linkPending = settlement.targetMissing;
    openCase(ledger, context);
  } else enterCase(ledger, settlement, context);
  return true;
}

export interface SettleOptions {
  receivedAt: string;
  traceparent?: string | null;
}

function settlementOf(ledger: Ledger, feedback: KnownFeedback): Settlement {
  const { kind } = feedback.relation;
  if (!feedback.hasWords && kind !== 'repost') return { end: 'recorded' };
  const of = targetOf(feedback);
  if (of === null) return { end: 'opened', targetMissing: false };
  const target = ledger.feedbacks.get(of);
  if (!target || target.state === 'waiting') return waitOrOpen(ledger, feedback);
  const record = target.caseId === null ? undefined : ledger.cases.get(target.caseId);
  // A bare rating has no case that could be joined.
  if (!record) return { end: 'opened', targetMissing: false };
  return kind === 'repost' ? { end: 'mention', record } : { end: 'joined', record, speaker: target.speaker };
}

/** Only these two relations put a feedback into the case of another; any other needs nothing to be known of it. */
export function targetOf({ feedbackId, relation }: Pick<KnownFeedback, 'feedbackId' | 'relation'>): string | null {
  const { kind, of } = relation;
  if ((kind !== 'resubmission' && kind !== 'repost') || of === feedbackId) return null;
  return of ?? null;
}

function waitOrOpen(ledger: Ledger, feedback: KnownFeedback): Settlement {
  const since = feedback.waitingSince ?? ledger.now;
  const waited = Date.parse(ledger.now) - Date.parse(since);
  return waited >= ledger.waitMs ? { end: 'opened', targetMissing: true } : { end: 'waiting' };
}

interface Context {
  feedback: KnownFeedback;
  receivedAt: string;
  traceparent: string | null;
}

function openCase(ledger: Ledger, { feedback, receivedAt, traceparent }: Context): void {
  const record: KnownCase = {
    caseId: deterministicId('case', feedback.feedbackId),
    version: 0,
    state: 'new',
    channel: feedback.channel,
    openedBy: feedback.feedbackId,
    openedAt: receivedAt,
    labels: feedback.labels,
    clusterId: feedback.relation.clusterId ?? feedback.feedbackId,
    assignee: null,
    feedbacks: 1,
    mentions: 0,
  };
  feedback.caseId = record.caseId;
  ledger.cases.set(record.caseId, record);
  ledger.newCases.add(record.caseId);
  changeCase(ledger, record, { change: { kind: 'opened', feedback: promiseFacts(feedback, receivedAt) }, traceparent });
}

function enterCase(ledger: Ledger, { end, record }: { end: string; record: KnownCase }, context: Context): void {
  const { feedback, receivedAt, traceparent } = context;
  feedback.caseId = record.caseId;
  if (end === 'mention') {
    record.mentions += 1;
    changeCase(ledger, record, { change: { kind: 'mention-added', feedbackId: feedback.feedbackId }, traceparent });
    return;
  }
  record.feedbacks += 1;
  const change = { kind: 'feedback-joined', feedback: promiseFacts(feedback, receivedAt) } as const;
  changeCase(ledger, record, { change, step: 'heard-again', traceparent });
}
