import type { CaseChange } from '@hearback/contracts';
import type { HistoryEntry, KnownCase, KnownFeedback } from './case';
import { nextState } from './case-state';
import {
  reasonCode,
  type Command,
  type DecideInput,
  type Effect,
  type EffectOrRefusal,
  type Refusal,
  type TakenIn,
} from './command';
import { promiseFacts } from './promise-facts';
import { answers, isAnsweredWithout, receivedAtOf, whatGoesAlong, type GoingAlong } from './what-goes-along';

type LinkInput = DecideInput<Command & { kind: 'link' }>;
type Coming = NonNullable<DecideInput['context']['coming']>;

/**
 * A feedback of another case is the same matter as this one: it belongs to this case from the beginning, with what was
 * written again and answered at its own time and under its own ids. It stays a person of its own for promises (who is one
 * customer the directory says), so that linking answers nobody by itself. A case that is left empty is withdrawn.
 */
export function link(input: LinkInput): EffectOrRefusal {
  const { record, context } = input;
  const { coming } = context;
  const error = refusalOf(record, coming);
  if (error || !coming) return { error: error ?? 'feedback-has-no-case' };
  const { feedback: before, home, history } = coming;
  const { feedbackId } = before;
  const feedback: KnownFeedback = {
    ...before,
    state: before.state === 'mention' ? 'mention' : 'joined',
    caseId: record.caseId,
    speaker: before.customerKey,
    linkPending: false,
    linked: { from: home.caseId, at: input.now.toISOString(), by: input.who.id },
  };
  const going = whatGoesAlong(history, feedbackId);
  const state = stateWith(record, feedback, going);
  const departure = leave(input, coming);
  const further = going.along.map((past, index): HistoryEntry => {
    const change = past.change.kind === 'replied' ? { ...past.change, customerKey: feedback.speaker } : past.change;
    const { by, text } = past;
    const entry = entryOf(input, { ...record, state, version: record.version + 2 + index }, change);
    return { ...entry, event: { ...entry.event, changedAt: past.changedAt }, by, text };
  });
  const { replyIds } = going;
  return {
    ...arrivalOf(input, { feedback, home, receivedAt: receivedAtOf(going.entered) ?? feedback.receivedAt }),
    state,
    takenIn: { feedback, home: departure.home, history: [...further, departure.entry], replyIds },
    example: { said: 'same-matter', feedbackId, otherId: record.openedBy },
  };
}

function refusalOf(record: KnownCase, coming: Coming | null): Refusal | null {
  if (!coming) return 'feedback-has-no-case';
  const { feedback, home } = coming;
  if (home.caseId === record.caseId) return 'feedback-in-case-already';
  if (home.state === 'withdrawn') return 'feedback-is-withdrawn';
  const isOpener = feedback.feedbackId === home.openedBy;
  return isOpener && home.feedbacks + home.mentions > 1 ? 'case-has-others' : null;
}

function arrivalOf(
  { record, command, who }: LinkInput,
  { feedback, home, receivedAt }: { feedback: KnownFeedback; home: KnownCase; receivedAt: string },
): Pick<Effect, 'change' | 'text' | 'made' | 'fields'> {
  const linked = { fromCaseId: home.caseId, by: who.id, reason: reasonCode(command.reason) };
  const said = { text: command.reason, made: { fromCaseId: home.caseId } };
  const { feedbackId } = feedback;
  return feedback.state === 'mention'
    ? { ...said, change: { kind: 'mention-added', feedbackId, linked }, fields: { mentions: record.mentions + 1 } }
    : {
        ...said,
        change: { kind: 'feedback-joined', feedback: promiseFacts(feedback, receivedAt), linked },
        fields: { feedbacks: record.feedbacks + 1 },
      };
}

// Who was not answered needs a person; the answer to one never makes the whole case answered.
function stateWith({ state }: KnownCase, feedback: KnownFeedback, { along }: GoingAlong): KnownCase['state'] {
  const isAnswered = along.some(({ change }) => answers(change));
  if (feedback.state === 'mention' || isAnswered) return state;
  return nextState(state, 'heard-again') ?? state;
}

/** The case that it leaves: as with unlink, but that nobody may be left. */
function leave(input: LinkInput, { feedback, home, history }: Coming): Pick<TakenIn, 'home'> & { entry: HistoryEntry } {
  const { command, record, who } = input;
  const { feedbackId } = feedback;
  const feedbacks = home.feedbacks - (feedback.state === 'mention' ? 0 : 1);
  const mentions = home.mentions - (feedback.state === 'mention' ? 1 : 0);
  const isEmpty = feedbacks + mentions === 0;
  const withoutAnswer = isAnsweredWithout(history, feedbackId) ? null : nextState(home.state, 'answer-left');
  const state = (isEmpty ? nextState(home.state, 'emptied') : withoutAnswer) ?? home.state;
  const after = { ...home, version: home.version + 1, state, feedbacks, mentions };
  const change: CaseChange = {
    kind: 'feedback-unlinked',
    feedbackId,
    toCaseId: record.caseId,
    by: who.id,
    reason: reasonCode(command.reason),
  };
  return { home: after, entry: { ...entryOf(input, after, change), text: command.reason } };
}

function entryOf({ now, who, traceparent }: LinkInput, record: KnownCase, change: CaseChange): HistoryEntry {
  const { caseId, version: caseVersion, state, channel, labels } = record;
  const event = { caseId, caseVersion, changedAt: now.toISOString(), state, channel, labels, change };
  return { event, by: who, text: null, traceparent };
}
