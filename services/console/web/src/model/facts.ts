import type { TimelineEntry } from './api-shapes';
import { AXES } from './api-shapes';
import type { PromiseEvent } from './promises';

/** One thing that an entry or an event says, for the page to put into words. */
export type Fact =
  | { is: 'name'; what: FactName; family: string; word: string }
  | { is: 'change'; family: string; from: string; to: string }
  | { is: 'time'; what: FactName; at: string }
  | { is: 'text'; what: FactName; text: string }
  | { is: 'span'; what: FactName; seconds: number }
  | { is: 'id'; what: FactName; id: string }
  | { is: 'case'; what: 'toCase' | 'fromCase'; caseId: string }
  | { is: 'note'; what: FactName };

/** Names of what is said; each has its words in `fact.<name>`. */
export type FactName = string;

type Data = Record<string, unknown>;

const MINUTE_MS = 60_000;

/** What one event of a clock says beside its kind: to whom, by whom, why, until when. */
export function factsOfEvent({ kind, data, effectiveAt, recordedAt }: PromiseEvent): Fact[] {
  const isLate = Date.parse(recordedAt) - Date.parse(effectiveAt) > MINUTE_MS;
  return [...(EVENT_FACTS[kind]?.(data) ?? []), ...(isLate ? time('recorded', recordedAt) : [])];
}

const EVENT_FACTS: Record<string, (data: Data) => Fact[]> = {
  activated: (data) => dueFacts(data),
  warned: (data) => [...named('role', 'warnedTo', data.to), ...span('left', data.secondsLeft)],
  fulfilled: (data) => [...metBy(data.by), ...note('confirmed', data.confirmed), ...answerable(data)],
  breached: (data) => answerable(data),
  extended: (data) => [
    ...dueFacts(data),
    ...text('requestedBy', data.requestedBy),
    ...text('approvedBy', data.approvedBy),
    ...named('extensionReason', 'reason', data.reason),
  ],
  withdrawn: (data) => named('withdrawn', 'reason', data.reason),
  restated: (data) => [
    ...named('restated', 'why', data.reason),
    ...(data.reason === 'labels' ? labelFacts(data) : named('clockState', 'nowIs', data.state)),
    ...(data.reason === 'labels' ? [] : dueFacts(data)),
    ...note('confirmed', data.confirmed),
  ],
};

// Labels as they are from now on.
function labelFacts({ product, cause, kind }: Data): Fact[] {
  return [...named('kind', 'label', kind), ...named('product', 'label', product), ...named('cause', 'label', cause)];
}

// A reply and a visit have ids; a resolution is an entry of the history.
function metBy(by: unknown): Fact[] {
  const isResolution = typeof by === 'string' && by.startsWith('resolved');
  return isResolution ? named('timeline', 'metBy', 'resolved') : id('metBy', by);
}

/** What one entry of a case's history says beside its kind and its words. */
export function factsOfEntry({ kind, data, at }: TimelineEntry): Fact[] {
  return ENTRY_FACTS[kind]?.(data ?? {}, at) ?? [];
}

const ENTRY_FACTS: Record<string, (data: Data, at: string) => Fact[]> = {
  assigned: (data) => [...text('assignee', data.assignee), ...text('team', data.team)],
  replied: (data, at) => [
    ...named('origin', 'origin', data.origin),
    ...note('automatic', data.automatic),
    ...(typeof data.bulk === 'number' ? text('bulk', String(data.bulk)) : []),
    ...note('notSubstantive', data.automatic !== true && data.substantive === false),
    ...timeUnlessNear('repliedAt', data.repliedAt, at),
  ],
  'reply-confirmed': (data) => id('reply', data.replyId),
  'followed-up': (data, at) => [
    ...named('visit', 'outcome', data.outcome),
    ...timeUnlessNear('visitedAt', data.visitedAt, at),
  ],
  withdrawn: (data) => named('withdrawn', 'reason', data.reason),
  'extension-requested': (data) => named('promise', 'promise', data.promise),
  extended: (data) => [
    ...named('promise', 'promise', data.promise),
    ...text('requestedBy', data.requestedBy),
    ...time('noticeAt', data.noticeAt),
  ],
  'source-deleted': (data) => time('deletedAt', data.deletedAt),
  'feedback-joined': (data) => linkedFrom(data),
  'mention-added': (data) => linkedFrom(data),
  'feedback-unlinked': (data) =>
    typeof data.toCaseId === 'string' ? [{ is: 'case', what: 'toCase', caseId: data.toCaseId }] : [],
  reclassified: ({ before, after }) => changedLabels(before as Data | undefined, after as Data | undefined),
  relabelled: ({ before, after, modelVersion }) => [
    ...changedLabels(before as Data | undefined, after as Data | undefined),
    ...text('model', modelVersion),
  ],
};

// A person moved it here from another case.
function linkedFrom({ linked }: Data): Fact[] {
  const fromCaseId = (linked as Data | undefined)?.fromCaseId;
  if (typeof fromCaseId !== 'string') return [];
  return [...note('linked', true), { is: 'case', what: 'fromCase', caseId: fromCaseId }];
}

function changedLabels(before: Data = {}, after: Data = {}): Fact[] {
  return AXES.flatMap((family) => {
    const [from, to] = [before[family], after[family]];
    return typeof from === 'string' && typeof to === 'string' && from !== to
      ? [{ is: 'change' as const, family, from, to }]
      : [];
  });
}

function dueFacts({ dueAt, provisional, calendarVersion }: Data): Fact[] {
  return [...time('due', dueAt), ...note('provisional', provisional), ...text('calendar', calendarVersion)];
}

function answerable({ owner, team }: Data): Fact[] {
  return [...text('owner', owner), ...text('team', team)];
}

function named(family: string, what: FactName, word: unknown): Fact[] {
  return typeof word === 'string' && word !== '' ? [{ is: 'name', what, family, word }] : [];
}

function text(what: FactName, value: unknown): Fact[] {
  return typeof value === 'string' && value !== '' ? [{ is: 'text', what, text: value }] : [];
}

function id(what: FactName, value: unknown): Fact[] {
  return typeof value === 'string' ? [{ is: 'id', what, id: value }] : [];
}

function time(what: FactName, at: unknown): Fact[] {
  return typeof at === 'string' ? [{ is: 'time', what, at }] : [];
}

// When it was done, where that is another moment than when it was written down.
function timeUnlessNear(what: FactName, at: unknown, written: string): Fact[] {
  const isNear = typeof at === 'string' && Math.abs(Date.parse(written) - Date.parse(at)) < MINUTE_MS;
  return isNear ? [] : time(what, at);
}

function span(what: FactName, seconds: unknown): Fact[] {
  return typeof seconds === 'number' ? [{ is: 'span', what, seconds }] : [];
}

function note(what: FactName, isSo: unknown): Fact[] {
  return isSo === true ? [{ is: 'note', what }] : [];
}
