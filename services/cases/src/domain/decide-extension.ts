import { isInFuture, madeId, reasonCode, type Command, type DecideInput, type EffectOrRefusal } from './command';

/** Asks for more time; nothing is extended until another person approves. */
export function requestExtension(input: DecideInput<Command & { kind: 'extend' }>): EffectOrRefusal {
  const { promise, reason } = input.command;
  const extensionId = madeId(input, 'extension');
  return {
    change: { kind: 'extension-requested', extensionId, promise, reason: reasonCode(reason), by: input.who.id },
    text: reason,
    made: { extensionId },
  };
}

/**
 * Approves what another person asked for. Whether the promise's terms allow it, and whether it came in time, the response
 * tracker decides; here it is only written down.
 */
export function approveExtension(input: DecideInput<Command & { kind: 'approve-extension' }>): EffectOrRefusal {
  const { command, who, now } = input;
  const { extension } = input.context;
  if (!extension) return { error: 'extension-not-in-case' };
  if (extension.approved) return { error: 'extension-already-approved' };
  if (extension.requestedBy === who.id) return { error: 'needs-second-person' };
  const noticeAt = command.noticeAt === undefined ? null : new Date(command.noticeAt);
  if (noticeAt && isInFuture(noticeAt, now)) return { error: 'notice-in-future' };
  const { promise, reason, requestedBy } = extension;
  return {
    change: {
      kind: 'extended',
      extensionId: command.extensionId,
      promise,
      reason,
      requestedBy,
      by: who.id,
      ...(noticeAt ? { noticeAt: noticeAt.toISOString() } : {}),
    },
    made: { extensionId: command.extensionId },
  };
}
