import { deterministicId, type CaseChange } from '@hearback/contracts';
import type { KnownCase, KnownFeedback } from './case';
import { nextState, type CaseStep } from './case-state';
import {
  reasonCode,
  type Command,
  type DecideInput,
  type EffectOrRefusal,
  type PastChange,
  type SplitOff,
} from './command';
import { promiseFacts } from './promise-facts';

/**
 * A feedback that was joined to the wrong case, or is only a mention of it, leaves and has a case of its own from the
 * beginning: what was said, written again and answered goes along at its own time and under its own ids, so that taking it
 * out neither keeps nor breaks a promise. Its person is known by the key the feedback itself carries.
 */
export function unlink(input: DecideInput<Command & { kind: 'unlink' }>): EffectOrRefusal {
  const { command, record, who, now, context } = input;
  const { leaving } = context;
  if (!leaving || leaving.feedback.caseId !== record.caseId) return { error: 'feedback-not-in-case' };
  if (leaving.feedback.feedbackId === record.openedBy) return { error: 'feedback-opened-case' };
  const { feedbackId, state } = leaving.feedback;
  const caseId = deterministicId('case', feedbackId, record.caseId);
  const feedback: KnownFeedback = {
    ...leaving.feedback,
    state: 'opened',
    caseId,
    speaker: leaving.feedback.customerKey,
    unlinked: { from: record.caseId, at: now.toISOString(), by: who.id },
  };
  const splitOff = splitOffOf(feedback, leaving.history, input.traceparent);
  const withoutAnswer = isAnswered(leaving.history, feedbackId) ? null : nextState(record.state, 'answer-left');
  return {
    change: { kind: 'feedback-unlinked', feedbackId, toCaseId: caseId, by: who.id, reason: reasonCode(command.reason) },
    text: command.reason,
    made: { newCaseId: caseId },
    fields: state === 'mention' ? { mentions: record.mentions - 1 } : { feedbacks: record.feedbacks - 1 },
    ...(withoutAnswer === null ? {} : { state: withoutAnswer }),
    splitOff,
  };
}

function splitOffOf(feedback: KnownFeedback, history: readonly PastChange[], traceparent: string | null): SplitOff {
  const { feedbackId } = feedback;
  const entered = history.find(({ change }) => enters(change, feedbackId));
  const replyIds = new Set(history.flatMap(({ change }) => (isReplyTo(change, feedbackId) ? [change.replyId] : [])));
  const receivedAt =
    entered?.change.kind === 'feedback-joined' ? entered.change.feedback.receivedAt : feedback.receivedAt;
  const record = newCase(feedback, receivedAt);
  const opened: PastChange = {
    change: { kind: 'opened', feedback: promiseFacts(feedback, receivedAt) },
    changedAt: entered?.changedAt ?? feedback.receivedAt,
    by: null,
    text: null,
  };
  const along = history.filter(({ change }) => goesAlong(change, feedbackId, replyIds));
  const entries = [opened, ...along].map((past) => {
    record.version += 1;
    record.state = nextState(record.state, stepOf(past.change)) ?? record.state;
    const change = past.change.kind === 'replied' ? { ...past.change, customerKey: feedback.speaker } : past.change;
    return {
      event: {
        caseId: record.caseId,
        caseVersion: record.version,
        changedAt: past.changedAt,
        state: record.state,
        channel: record.channel,
        labels: record.labels,
        change,
      },
      by: past.by,
      text: past.text,
      traceparent,
    };
  });
  return { record, history: entries, feedback, replyIds: [...replyIds] };
}

function newCase(feedback: KnownFeedback, openedAt: string): KnownCase {
  return {
    caseId: feedback.caseId!,
    version: 0,
    state: 'new',
    channel: feedback.channel,
    openedBy: feedback.feedbackId,
    openedAt,
    labels: feedback.labels,
    clusterId: feedback.relation.clusterId ?? feedback.feedbackId,
    assignee: null,
    feedbacks: 1,
    mentions: 0,
  };
}

function enters(change: CaseChange, feedbackId: string): boolean {
  if (change.kind === 'feedback-joined') return change.feedback.feedbackId === feedbackId;
  return change.kind === 'mention-added' && change.feedbackId === feedbackId;
}

function isReplyTo(change: CaseChange, feedbackId: string): change is CaseChange & { kind: 'replied' } {
  return change.kind === 'replied' && change.feedbackId === feedbackId;
}

function goesAlong(change: CaseChange, feedbackId: string, replyIds: ReadonlySet<string>): boolean {
  if (change.kind === 'feedback-revised') return change.feedbackId === feedbackId;
  return isReplyTo(change, feedbackId) || (change.kind === 'reply-confirmed' && replyIds.has(change.replyId));
}

// By a reply to a feedback that stays: those of the ones that left before went along with them.
function isAnswered(history: readonly PastChange[], leaving: string): boolean {
  const gone = new Set([leaving]);
  for (const { change } of history) if (change.kind === 'feedback-unlinked') gone.add(change.feedbackId);
  return history.some(({ change }) => change.kind === 'replied' && answers(change) && !gone.has(change.feedbackId));
}

function answers(change: CaseChange): boolean {
  return change.kind === 'replied' && change.substantive && !change.automatic;
}

// The same steps as when these changes were made in the old case (register-feedback.ts, revise-feedback.ts).
function stepOf(change: CaseChange): CaseStep {
  if (answers(change)) return 'reply';
  return change.kind === 'feedback-revised' && change.substantive ? 'heard-again' : 'note';
}
