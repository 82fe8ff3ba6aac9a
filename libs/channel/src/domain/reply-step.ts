import type { ReplyAttempted, ReplyRequested } from '@hearback/contracts';

/** What is to be done next about a reply on its way out. */
export type ReplyStep =
  { kind: 'send' } | { kind: 'look-again'; atMs: number } | { kind: 'give-up'; reason: 'unknown' | 'too-late' };

/** A call whose outcome nobody learned: after this long a person must look. */
export const UNKNOWN_AFTER_MS = 300_000;
/** Early enough before the 24 hours are over that a person can answer otherwise. */
export const GIVE_UP_AFTER_MS = 4 * 3_600_000;

/** Within 2 s a change to a source is to be known everywhere; so long one that is late is waited for. */
export const SOURCE_KNOWN_AFTER_MS = 10_000;

/** The case service may hear of a source, or of its way to answer, before this one does. */
export function mayBeAheadOfSource({ requestedAt }: ReplyRequested, nowMs: number): boolean {
  return nowMs - Date.parse(requestedAt) < SOURCE_KNOWN_AFTER_MS;
}

/**
 * `sending` means that a call was begun and its end is not known. Where the same call twice shows one reply it is made
 * again; elsewhere never, because a customer who is answered twice is worse than a person who looks.
 */
export function replyStep(
  attempt: ReplyAttempted,
  sender: { idempotent: boolean; knownForMs?: number },
  nowMs: number,
): ReplyStep {
  const age = nowMs - Date.parse(attempt.request?.requestedAt ?? attempt.at);
  if (attempt.state !== 'sending') return age >= GIVE_UP_AFTER_MS ? giveUp('too-late') : { kind: 'send' };
  if (!sender.idempotent) {
    const unknownAt = Date.parse(attempt.at) + UNKNOWN_AFTER_MS;
    return nowMs >= unknownAt ? giveUp('unknown') : { kind: 'look-again', atMs: unknownAt };
  }
  // The first call was not before the request, so within this time the vendor knows it still.
  return age >= Math.min(GIVE_UP_AFTER_MS, sender.knownForMs ?? Infinity) ? giveUp('unknown') : { kind: 'send' };
}

function giveUp(reason: 'unknown' | 'too-late'): ReplyStep {
  return { kind: 'give-up', reason };
}

/** So long after it was claimed a call may begin; a call that then takes its time ends before it counts as unknown. */
export const CLAIM_LASTS_MS = 120_000;

/**
 * A reply that is done stays done, a request that comes again does not undo an attempt, and each attempt belongs to who
 * claimed it first: everybody reads the records in the same order and so comes to the same. Who gives an attempt back that
 * is another's gives nothing back.
 */
export function attemptSupersedes(next: ReplyAttempted, before: ReplyAttempted): boolean {
  if (next.state === 'done' || before.state === 'done') return next.state === 'done';
  if (next.attempts !== before.attempts) return next.attempts > before.attempts;
  if (before.state === 'queued') return next.state === 'queued';
  return isSameClaim(next, before);
}

/** Whether an attempt belongs to who claimed it so, as the topic has it. */
export function isClaimedBy(claimed: ReplyAttempted, known: ReplyAttempted | undefined): boolean {
  return known?.state === 'sending' && known.attempts === claimed.attempts && isSameClaim(known, claimed);
}

/** Whether a call may begin. A process that was stopped in between finds its claim too old: elsewhere the call may already count as unknown. */
export function isFresh(claimed: ReplyAttempted, nowMs: number): boolean {
  return nowMs - Date.parse(claimed.at) < CLAIM_LASTS_MS;
}

function isSameClaim({ claim: one }: ReplyAttempted, { claim: other }: ReplyAttempted): boolean {
  return one?.replica === other?.replica && one?.generation === other?.generation;
}

/** Doubled with every attempt from 2 s up to 5 minutes, between half of that and all of it. */
export function resendAfterMs(attempts: number, random: number): number {
  return Math.round(Math.min(300_000, 1_000 * 2 ** Math.min(attempts, 20)) * (0.5 + random / 2));
}

/**
 * When a reply is looked at again that its receiver could not take yet: as the receiver says, yet no later than it must be
 * given up, so that a person hears of it in time.
 */
export function waitUntilMs(
  attempt: ReplyAttempted,
  wait: { nowMs: number; againMs: number; seconds: number },
): number {
  const giveUpAtMs = Date.parse(attempt.request?.requestedAt ?? attempt.at) + GIVE_UP_AFTER_MS;
  const toldMs = wait.nowMs + (Number.isNaN(wait.seconds) ? 0 : wait.seconds * 1_000);
  return Math.min(Math.max(wait.againMs, toldMs), Math.max(giveUpAtMs, wait.nowMs));
}
