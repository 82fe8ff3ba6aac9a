import type { Warning } from '@hearback/proof';
import type { ExtensionFact } from './case-fact';
import type { Length } from './calendar/due-after';
import { extendedLength } from './policy-pack/extension';
import type { Term } from './policy-pack/policy-pack';
import { warningTimes } from './policy-pack/warning-times';
import { calendarsOf, dueUnder, type CalendarInForce } from './promise-policy';
import type { Answer, Settling, Start } from './settle-clock';
import type { DueChange, WantedTerms } from './wanted-clock';

interface Question {
  term: Term;
  start: Start;
  answer(dueAt: number): Answer | null;
  /** When something else ends the promise. */
  stopAt: number;
}

/** The terms a promise started with, and every move of its due time. */
export interface MovedDue {
  original: WantedTerms;
  changes: readonly DueChange[];
}

const UNMOVED: readonly DueChange[] = [];

/**
 * A promise keeps the terms it started with, but for two: a version of the calendar that became known before it ended,
 * and an extension approved by a second person at or before the due time. Once answered, due or ended it moves no more.
 */
export function movedDue(question: Question, settling: Settling): MovedDue {
  const { term, start } = question;
  const versions = calendarsOf(settling.inForce.calendars, term);
  const version = versions.findLast(({ knownFrom }) => knownFrom.getTime() <= start.at) ?? versions[0];
  const original = termsOf(term, start.at, { length: term.length, version });
  const moves = movesAfter(question, settling, versions);
  if (moves.length === 0) return { original, changes: UNMOVED };
  const state: Moving = { length: term.length, version, granted: [], terms: original, changes: [] };
  for (const move of moves) if (stillOpen(question, move, state)) take(question, move, state);
  return { original, changes: state.changes };
}

type Move = { at: number } & ({ version: CalendarInForce } | { extension: ExtensionFact });

interface Moving {
  length: Length;
  version: CalendarInForce | undefined;
  /** Ids of the term's extensions that were granted. */
  granted: string[];
  terms: WantedTerms;
  changes: DueChange[];
}

function movesAfter(
  { term, start }: Question,
  { story, now }: Settling,
  versions: readonly CalendarInForce[],
): readonly Move[] {
  const moves: Move[] = [];
  for (const version of versions) {
    const at = version.knownFrom.getTime();
    if (at > start.at && version.knownFrom <= now && version !== versions[0]) moves.push({ at, version });
  }
  if (term.extensions.length > 0)
    for (const extension of story.extensions) {
      const at = extension.changedAt.getTime();
      if (extension.promise === term.kind && at >= start.at) moves.push({ at, extension });
    }
  return moves.length < 2 ? moves : moves.sort((a, b) => a.at - b.at);
}

// At the due time itself an extension is in time; a calendar that is known only then comes too late to be counted by.
function stillOpen({ answer, stopAt }: Question, move: Move, { terms }: Moving): boolean {
  const dueAt = terms.dueAt.getTime();
  if (move.at > dueAt || move.at >= stopAt || ('version' in move && move.at === dueAt)) return false;
  return (answer(dueAt)?.at ?? Infinity) > move.at;
}

function take(question: Question, move: Move, state: Moving): void {
  if ('version' in move) moveByCalendar(question, move, state);
  else extend(question, move.extension, state);
}

// A due time that would already have passed when its calendar became known could not be kept by anybody: it stays.
function moveByCalendar(
  { term, start }: Question,
  { version, at }: Move & { version: CalendarInForce },
  state: Moving,
) {
  state.version = version;
  const { dueAt, provisional, calendarVersion } = dueUnder(term, state, new Date(start.at));
  const same = dueAt.getTime() === state.terms.dueAt.getTime() && provisional === state.terms.provisional;
  if (same || dueAt.getTime() < at) return;
  const { warnings } = state.terms;
  state.terms = { dueAt, provisional, calendarVersion, warnings };
  state.changes.push({ dueAt, provisional, calendarVersion, warnings, at: new Date(at), extension: null });
}

function extend({ term, start }: Question, fact: ExtensionFact, state: Moving): void {
  const next = nextExtension(term, state, fact);
  if (!next) return;
  state.granted.push(next.id);
  state.length = next.length;
  state.terms = termsOf(term, start.at, state);
  const { extensionId, requestedBy, by: approvedBy, reason } = fact;
  const extension = { extensionId, requestedBy, approvedBy, reason };
  state.changes.push({ ...state.terms, at: fact.changedAt, extension });
}

/** The first extension of the term that this approval can grant; nobody approves what they asked for themselves. */
function nextExtension(term: Term, { granted, terms }: Moving, { requestedBy, by, noticeAt }: ExtensionFact) {
  if (requestedBy === by) return null;
  for (const { id, notice } of term.extensions) {
    if (notice && (noticeAt === null || noticeAt > terms.dueAt)) continue;
    const longer = extendedLength(term, [...granted, id]);
    if (longer.ok) return { id, length: longer.length };
  }
  return null;
}

interface Counted {
  length: Length;
  version: CalendarInForce | undefined;
}

function termsOf(term: Term, startedAt: number, counted: Counted): WantedTerms {
  const start = new Date(startedAt);
  const { dueAt, provisional, calendarVersion } = dueUnder(term, counted, start);
  return { dueAt, provisional, calendarVersion, warnings: warningsOf(term, start, dueAt) };
}

const fixedWarnings = new WeakMap<Term, readonly Warning[]>();

// Where only the clock on the wall counts, every promise of a term has the same warnings.
function warningsOf(term: Term, startedAt: Date, dueAt: Date): readonly Warning[] {
  const fixed = 'seconds' in term.length && term.extensions.length === 0;
  const known = fixed ? fixedWarnings.get(term) : undefined;
  if (known) return known;
  const warnings = warningTimes(term, startedAt, dueAt).map(({ secondsLeft, to }) => ({ secondsLeft, to }));
  if (fixed) fixedWarnings.set(term, warnings);
  return warnings;
}
