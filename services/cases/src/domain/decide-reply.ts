import { isInFuture, madeId, reasonCode, type Command, type DecideInput, type EffectOrRefusal } from './command';
import { isAutomatic } from './is-automatic';
import { isSubstantive } from './is-substantive';

type Reply = DecideInput<Command & { kind: 'reply' }>;

export function reply(input: Reply): EffectOrRefusal {
  return input.command.by === 'channel' ? sendReply(input) : logReply(input);
}

/** Sent through the channel. It answers nobody before it is delivered, so the case stays in its state. */
function sendReply(input: Reply): EffectOrRefusal {
  const { command, record, now, who } = input;
  const { answered } = input.context;
  if (!answered) return { error: 'feedback-not-in-case' };
  if (!answered.way) return { error: 'source-cannot-reply' };
  const replyId = madeId(input, 'reply');
  const { feedbackId, way } = answered;
  const { text } = command;
  const requestedAt = now.toISOString();
  return {
    change: { kind: 'reply-requested', replyId, feedbackId, by: who.id },
    text,
    made: { replyId },
    state: record.state,
    outgoing: { replyId, caseId: record.caseId, feedbackId, ...way, text, requestedAt, by: who.id },
  };
}

/** A reply made elsewhere is written down; one that only acknowledges, or that a machine sent, is kept and moves nothing. */
function logReply(input: Reply): EffectOrRefusal {
  const { command, record, now } = input;
  const { answered } = input.context;
  if (!answered) return { error: 'feedback-not-in-case' };
  const repliedAt = command.repliedAt === undefined ? now : new Date(command.repliedAt);
  if (repliedAt.getTime() < Date.parse(answered.receivedAt)) return { error: 'reply-before-feedback' };
  if (isInFuture(repliedAt, now)) return { error: 'reply-in-future' };
  const replyId = madeId(input, 'reply');
  const substantive = isSubstantive(command.text);
  const automatic = isAutomatic(command.text);
  const change = {
    kind: 'replied' as const,
    replyId,
    feedbackId: answered.feedbackId,
    customerKey: answered.speaker,
    repliedAt: repliedAt.toISOString(),
    origin: 'logged' as const,
    automatic,
    substantive,
    by: input.who.id,
  };
  return { change, made: { replyId }, ...(substantive && !automatic ? {} : { state: record.state }) };
}

/**
 * A second person vouches for a reply that was logged by hand, so that it may count although it was written down after
 * the due time (design, section 7). One that a machine observed needs nobody's word.
 */
export function confirmReply(input: DecideInput<Command & { kind: 'confirm-reply' }>): EffectOrRefusal {
  const { command, who } = input;
  const { reply } = input.context;
  if (!reply) return { error: 'reply-not-in-case' };
  if (reply.origin !== 'logged') return { error: 'reply-not-logged' };
  if (reply.confirmed) return { error: 'reply-already-confirmed' };
  if (reply.loggedBy === who.id) return { error: 'needs-second-person' };
  const { replyId, evidence } = command;
  return { change: { kind: 'reply-confirmed', replyId, by: who.id, evidence: reasonCode(evidence) }, text: evidence };
}
