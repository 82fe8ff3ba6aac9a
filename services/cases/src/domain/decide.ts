import type { ReplyRequested } from '@hearback/contracts';
import type { HistoryEntry, KnownCase } from './case';
import { nextState } from './case-state';
import {
  madeId,
  reasonCode,
  type Command,
  type DecideInput,
  type Effect,
  type EffectOrRefusal,
  type Made,
  type Refusal,
  type RelationExample,
  type SplitOff,
  type TakenIn,
} from './command';
import { approveExtension, requestExtension } from './decide-extension';
import { followUp } from './decide-follow-up';
import { reclassify } from './decide-labels';
import { link } from './decide-link';
import { confirmReply, reply } from './decide-reply';
import { unlink } from './decide-unlink';

export interface Decided {
  ok: true;
  next: KnownCase;
  entry: HistoryEntry;
  /** Ids of what the command made. */
  made: Made;
  /** Of an unlinked feedback. */
  splitOff: SplitOff | null;
  /** With a linked feedback; its entries come after `entry`. */
  takenIn: TakenIn | null;
  example: RelationExample | null;
  /** A reply that goes out through the channel. */
  outgoing?: ReplyRequested;
}

/** What a command does to a case: the next version and its history entry, or why not. */
export function decide(input: DecideInput): Decided | { ok: false; error: Refusal } {
  const { record, command, version } = input;
  if (version !== record.version) return { ok: false, error: 'stale-version' };
  const state = isEmpty(record) ? null : nextState(record.state, command.kind);
  if (state === null) return { ok: false, error: 'not-allowed-in-this-state' };
  const effect = effectOf(input);
  if ('error' in effect) return { ok: false, error: effect.error };
  const next = { ...record, ...effect.fields, state: effect.state ?? state, version: record.version + 1 };
  return {
    ok: true,
    ...NOTHING_BESIDE,
    ...besideOf(effect),
    next: afterAll(next, effect),
    entry: entryOf(input, next, effect),
  };
}

/** Its feedbacks are all part of another case: nothing can be done to it any more. */
function isEmpty({ feedbacks, mentions }: KnownCase): boolean {
  return feedbacks + mentions === 0;
}

const NOTHING_BESIDE = { made: {}, splitOff: null, takenIn: null, example: null };

function besideOf({ made, splitOff, takenIn, example, outgoing }: Effect): Partial<Decided> {
  return {
    ...(made && { made }),
    ...(splitOff && { splitOff }),
    ...(takenIn && { takenIn }),
    ...(example && { example }),
    ...(outgoing && { outgoing }),
  };
}

/** What a linked feedback brings along are further versions. */
function afterAll(next: KnownCase, { takenIn }: Effect): KnownCase {
  const further = takenIn?.history.filter(({ event }) => event.caseId === next.caseId) ?? [];
  return { ...next, version: next.version + further.length };
}

type Deciders = { [K in Command['kind']]: (input: DecideInput<Command & { kind: K }>) => EffectOrRefusal };

const DECIDERS: Deciders = {
  assign: ({ command: { assignee, team }, who }) => ({
    change: { kind: 'assigned', assignee, ...(team === undefined ? {} : { team }), by: who.id },
    // The team of the one before is not the team of this one.
    fields: { assignee, team: team ?? null },
  }),
  note: (input) => {
    const noteId = madeId(input, 'note');
    return { change: { kind: 'noted', noteId, by: input.who.id }, text: input.command.text, made: { noteId } };
  },
  reply,
  'confirm-reply': confirmReply,
  resolve: ({ who }) => ({ change: { kind: 'resolved', by: who.id } }),
  reopen: ({ command: { reason }, who }) => ({
    change: { kind: 'reopened', by: who.id, reason: reasonCode(reason) },
    text: reason,
  }),
  withdraw: ({ command: { reason, note }, who }) => ({ change: { kind: 'withdrawn', by: who.id, reason }, text: note }),
  extend: requestExtension,
  'approve-extension': approveExtension,
  'follow-up': followUp,
  unlink,
  link,
  reclassify,
};

function effectOf(input: DecideInput): EffectOrRefusal {
  // The table gives each kind the decider of that kind, which TypeScript cannot follow through the index.
  const decider = DECIDERS[input.command.kind] as (input: DecideInput) => EffectOrRefusal;
  return decider(input);
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
