import { shippedCalendars } from './calendar/shipped-calendars';
import type {
  AssignedFact,
  CaseFact,
  CaseLabels,
  ConfirmedFact,
  ExtensionFact,
  FeedbackFact,
  ReplyFact,
  RevisionFact,
  VisitFact,
} from './case-fact';
import { shippedPacks } from './policy-pack/shipped-packs';
import type { InForce } from './promise-policy';

// Only tests use this. Their examples speak of hours after a fixed moment; `h(0)` is when the first customer spoke.
const ORIGIN = Date.parse('2026-03-02T01:00:00.000Z');
const HOUR = 3_600_000;

/** The moment so many hours after the origin; `ms` shifts it to either side of a boundary. */
export const h = (hours: number, ms = 0): Date => new Date(ORIGIN + hours * HOUR + ms);

export const CASE_ID = 'c0000000-0000-4000-8000-000000000001';

/** A readable id for a feedback, reply or visit: `id('A')`. */
export const id = (letter: string): string => `a0000000-0000-4000-8000-0000000000${letter.charCodeAt(0).toString(16)}`;

/** The letter that `id` was made from. */
export const letterOf = (uuid: string): string => String.fromCharCode(parseInt(uuid.slice(-2), 16));

export const COMPLAINT: CaseLabels = { product: 'card', cause: 'fees', kind: 'complaint' };

/** The shipped packs of these ids, and every shipped calendar, in force since ever. */
export function inForce(...packs: string[]): InForce {
  const shipped = shippedPacks();
  return {
    policies: [{ appliesFrom: new Date(0), packs: packs.map((name) => shipped.get(name)!) }],
    calendars: [...shippedCalendars().values()].map((calendar) => ({ knownFrom: new Date(0), calendar })),
  };
}

const told = (changedAt: Date, caseVersion: number) => ({ caseVersion, changedAt, labels: COMPLAINT });

export function feedback(letter: string, receivedAt: Date, given: Partial<FeedbackFact> = {}): FeedbackFact {
  return {
    ...told(receivedAt, 1),
    kind: 'feedback',
    feedbackId: id(letter),
    customerKey: 'li',
    receivedAt,
    channel: 'hotline',
    sourceId: 'hotline',
    branch: null,
    ...given,
  };
}

export function reply(letter: string, repliedAt: Date, given: Partial<ReplyFact> = {}): ReplyFact {
  return {
    ...told(repliedAt, 2),
    kind: 'reply',
    replyId: id(letter),
    feedbackId: id('A'),
    customerKey: 'li',
    repliedAt,
    origin: 'observed',
    automatic: false,
    substantive: true,
    by: 'chen',
    ...given,
  };
}

export function revision(of: string, receivedAt: Date, given: Partial<RevisionFact> = {}): RevisionFact {
  const said = { kind: 'revision' as const, feedbackId: id(of), revision: 2, substantive: true, receivedAt };
  return { ...told(receivedAt, 3), ...said, ...given };
}

export function confirmed(letter: string, at: Date, by = 'wu'): ConfirmedFact {
  return { ...told(at, 4), kind: 'reply-confirmed', replyId: id(letter), by };
}

/** What needs no more than its time and its place in the case. */
export function turn(kind: 'resolved' | 'reopened', at: Date, caseVersion = 5): CaseFact {
  return { ...told(at, caseVersion), kind };
}

export function withdrawn(at: Date, reason: 'spam' | 'customer-withdrew' = 'customer-withdrew'): CaseFact {
  return { ...told(at, 6), kind: 'withdrawn', reason };
}

export function visit(letter: string, at: Date, given: Partial<VisitFact> = {}): VisitFact {
  return { ...told(at, 7), kind: 'followed-up', visitId: id(letter), outcome: 'satisfied', visitedAt: at, ...given };
}

export function extended(letter: string, at: Date, given: Partial<ExtensionFact> = {}): ExtensionFact {
  const asked = { promise: 'legal' as const, reason: 'complex', requestedBy: 'chen', by: 'wu', noticeAt: at };
  return { ...told(at, 8), kind: 'extended', extensionId: id(letter), ...asked, ...given };
}

export function assigned(owner: string, at: Date, team: string | null = null): AssignedFact {
  return { ...told(at, 9), kind: 'assigned', owner, team };
}

export function reclassified(labels: Partial<CaseLabels>, at: Date, caseVersion = 10): CaseFact {
  return { kind: 'reclassified', caseVersion, changedAt: at, labels: { ...COMPLAINT, ...labels } };
}

export function unlinked(letter: string, at: Date, caseVersion = 11): CaseFact {
  return { ...told(at, caseVersion), kind: 'feedback-unlinked', feedbackId: id(letter) };
}
