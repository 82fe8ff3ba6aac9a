import { deterministicId } from '@hearback/contracts';
import type { KnownCase, KnownFeedback } from './case';
import { nextState } from './case-state';
import {
  reasonCode,
  type Command,
  type DecideInput,
  type EffectOrRefusal,
  type PastChange,
  type SplitOff,
} from './command';
import { promiseFacts } from './promise-facts';
import { targetOf } from './settle-feedback';
import { isAnsweredWithout, receivedAtOf, stepOf, whatGoesAlong } from './what-goes-along';

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
  const caseId = newCaseId(record.caseId, leaving);
  const feedback: KnownFeedback = {
    ...leaving.feedback,
    state: 'opened',
    caseId,
    speaker: leaving.feedback.customerKey,
    unlinked: { from: record.caseId, at: now.toISOString(), by: who.id },
  };
  const splitOff = splitOffOf(feedback, leaving.history, input.traceparent);
  const withoutAnswer = isAnsweredWithout(leaving.history, feedbackId) ? null : nextState(record.state, 'answer-left');
  return {
    change: { kind: 'feedback-unlinked', feedbackId, toCaseId: caseId, by: who.id, reason: reasonCode(command.reason) },
    text: command.reason,
    made: { newCaseId: caseId },
    fields: state === 'mention' ? { mentions: record.mentions - 1 } : { feedbacks: record.feedbacks - 1 },
    ...(withoutAnswer === null ? {} : { state: withoutAnswer }),
    splitOff,
    example: { said: 'another-matter', feedbackId, otherId: comparedWith(record, leaving) },
  };
}

interface Leaving {
  feedback: KnownFeedback;
  history: readonly PastChange[];
}

/** The same for the same departure. One that was linked back and leaves again opens another case each time. */
function newCaseId(caseId: string, { feedback: { feedbackId }, history }: Leaving): string {
  const before = history.filter(
    ({ change }) => change.kind === 'feedback-unlinked' && change.feedbackId === feedbackId,
  );
  return deterministicId('case', feedbackId, caseId, ...(before.length === 0 ? [] : [before.length]));
}

/** What it was held to be the same matter as: by the deduplicator, or by the person who had linked it to this case. */
function comparedWith({ openedBy }: KnownCase, { feedback, history }: Leaving): string {
  const change = whatGoesAlong(history, feedback.feedbackId).entered?.change;
  return change && 'linked' in change && change.linked ? openedBy : (targetOf(feedback) ?? openedBy);
}

function splitOffOf(feedback: KnownFeedback, history: readonly PastChange[], traceparent: string | null): SplitOff {
  const { entered, along, replyIds } = whatGoesAlong(history, feedback.feedbackId);
  const receivedAt = receivedAtOf(entered) ?? feedback.receivedAt;
  const record = newCase(feedback, receivedAt);
  const opened: PastChange = {
    change: { kind: 'opened', feedback: promiseFacts(feedback, receivedAt) },
    changedAt: entered?.changedAt ?? feedback.receivedAt,
    by: null,
    text: null,
  };
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
  return { record, history: entries, feedback, replyIds };
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
