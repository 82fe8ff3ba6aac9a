import { deterministicId, type CaseChange } from '@hearback/contracts';
import type { HistoryEntry, KnownCase } from './case';
import { nextState, type CaseStep } from './case-state';
import { isSubstantive } from './is-substantive';

/** What a person (or a machine with a key) wants done to a case. */
export type Command =
  | { kind: 'assign'; assignee: string }
  | { kind: 'note'; text: string }
  | { kind: 'reply'; text: string; by: 'channel' | 'logged'; repliedAt?: string | undefined }
  | { kind: 'resolve' }
  | { kind: 'reopen'; reason: string };

export type Refusal =
  | 'stale-version'
  | 'not-allowed-in-this-state'
  | 'source-cannot-reply'
  | 'feedback-not-in-case'
  | 'reply-before-feedback'
  | 'reply-in-future';

/** The feedback of the case that a reply answers. */
export interface AnsweredFeedback {
  feedbackId: string;
  speaker: string;
  receivedAt: string;
}

export interface Decided {
  ok: true;
  next: KnownCase;
  entry: HistoryEntry;
  /** Of the note or reply that the command made. */
  madeId: string | null;
}

export interface DecideInput {
  record: KnownCase;
  command: Command;
  /** The version the command was decided on. */
  version: number;
  who: { id: string; name: string };
  now: Date;
  /** Ids derive from it, so that the same command makes the same note or reply. */
  idempotencyKey: string;
  /** For a reply: what it answers; null when it is none of the case's. */
  answered: AnsweredFeedback | null;
  /** The caller's trace, which the event continues. */
  traceparent: string | null;
}

/** Clocks of those who log replies may run ahead by this much. */
const FUTURE_MS = 300_000;

/** What a command does to a case: the next version and its history entry, or why not. */
export function decide(input: DecideInput): Decided | { ok: false; error: Refusal } {
  const { record, command, version } = input;
  if (version !== record.version) return { ok: false, error: 'stale-version' };
  const state = command.kind === 'note' ? record.state : nextState(record.state, stepOf(command));
  if (state === null) return { ok: false, error: 'not-allowed-in-this-state' };
  const effect = effectOf(input, command);
  if ('error' in effect) return { ok: false, error: effect.error };
  const next = { ...record, state: effect.leavesState ? record.state : state, version: record.version + 1 };
  if (command.kind === 'assign') next.assignee = command.assignee;
  return { ok: true, next, entry: entryOf(input, next, effect), madeId: effect.madeId ?? null };
}

function stepOf(command: Exclude<Command, { kind: 'note' }>): CaseStep {
  return command.kind;
}

interface Effect {
  change: CaseChange;
  /** Words that stay in PostgreSQL. */
  text?: string;
  madeId?: string;
  /** Written down, but it moves nothing: an acknowledgement is not an answer. */
  leavesState?: boolean;
}

function effectOf(input: DecideInput, command: Command): Effect | { error: Refusal } {
  const by = input.who.id;
  switch (command.kind) {
    case 'assign':
      return { change: { kind: 'assigned', assignee: command.assignee, by } };
    case 'resolve':
      return { change: { kind: 'resolved', by } };
    case 'reopen':
      return { change: { kind: 'reopened', by, reason: reasonCode(command.reason) }, text: command.reason };
    case 'note': {
      const noteId = madeId(input, 'note');
      return { change: { kind: 'noted', noteId, by }, text: command.text, madeId: noteId };
    }
    case 'reply':
      return replyEffect(input, command);
  }
}

function replyEffect(input: DecideInput, command: Command & { kind: 'reply' }): Effect | { error: Refusal } {
  const { answered, now } = input;
  if (command.by === 'channel') return { error: 'source-cannot-reply' };
  if (!answered) return { error: 'feedback-not-in-case' };
  const repliedAt = command.repliedAt === undefined ? now : new Date(command.repliedAt);
  if (repliedAt.getTime() < Date.parse(answered.receivedAt)) return { error: 'reply-before-feedback' };
  if (repliedAt.getTime() > now.getTime() + FUTURE_MS) return { error: 'reply-in-future' };
  const replyId = madeId(input, 'reply');
  const substantive = isSubstantive(command.text);
  const change = {
    kind: 'replied' as const,
    replyId,
    feedbackId: answered.feedbackId,
    customerKey: answered.speaker,
    repliedAt: repliedAt.toISOString(),
    origin: 'logged' as const,
    automatic: false,
    substantive,
    by: input.who.id,
  };
  return { change, madeId: replyId, leavesState: !substantive };
}

function madeId({ who, record, idempotencyKey }: DecideInput, kind: string): string {
  return deterministicId(kind, who.id, record.caseId, idempotencyKey);
}

// A reason's code is published, its words are not.
function reasonCode(reason: string): string {
  return /^[a-z][a-z0-9-]{0,63}$/.test(reason) ? reason : 'other';
}

function entryOf(input: DecideInput, next: KnownCase, effect: Effect): HistoryEntry {
  return {
    event: {
      caseId: next.caseId,
      caseVersion: next.version,
      changedAt: input.now.toISOString(),
      state: next.state,
      channel: next.channel,
      labels: next.labels,
      change: effect.change,
    },
    by: input.who,
    text: effect.text ?? null,
    traceparent: input.traceparent,
  };
}
