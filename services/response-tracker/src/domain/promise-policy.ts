import type { PromiseKind } from '@hearback/contracts';
import type { BusinessCalendar } from './calendar/business-calendar';
import type { Length } from './calendar/due-after';
import { dueOf, type TermDue } from './policy-pack/due-of';
import type { PolicyPack, Term } from './policy-pack/policy-pack';

/** From when on packs hold for promises that start. Promises already started keep their own terms. */
export interface PolicyInForce {
  appliesFrom: Date;
  packs: readonly PolicyPack[];
}

/** From when on this version of a calendar was known. */
export interface CalendarInForce {
  knownFrom: Date;
  calendar: BusinessCalendar;
}

/** All that promises are counted by, whatever the case. Given as the same lists again, it is sorted out only once. */
export interface InForce {
  /** At least one, by `appliesFrom` ascending. */
  policies: readonly PolicyInForce[];
  /** By `knownFrom` ascending; the first of an id also counts for the time before. */
  calendars: readonly CalendarInForce[];
}

/** A term with the version of its pack. */
export interface TermInForce {
  term: Term;
  policyVersion: string;
}

type TermsByKind = ReadonlyMap<PromiseKind, readonly TermInForce[]>;

const NO_TERMS: readonly TermInForce[] = [];
const termsOfPolicies = new WeakMap<PolicyInForce, TermsByKind>();

/**
 * The terms of a kind for a promise that starts at `start`: those of the last policy in force by then; before the first,
 * those of the first.
 */
export function termsAt(policies: readonly PolicyInForce[], kind: PromiseKind, start: number): readonly TermInForce[] {
  const policy = policies.findLast(({ appliesFrom }) => appliesFrom.getTime() <= start) ?? policies[0];
  if (!policy) throw new Error('no policy is known');
  return termsByKind(policy).get(kind) ?? NO_TERMS;
}

function termsByKind(policy: PolicyInForce): TermsByKind {
  const known = termsOfPolicies.get(policy);
  if (known) return known;
  const terms = new Map<PromiseKind, TermInForce[]>();
  for (const pack of policy.packs)
    for (const term of pack.terms) {
      const ofKind = terms.get(term.kind) ?? [];
      ofKind.push({ term, policyVersion: pack.version });
      terms.set(term.kind, ofKind);
    }
  termsOfPolicies.set(policy, terms);
  return terms;
}

const NO_CALENDARS: readonly CalendarInForce[] = [];
const versionsOfCalendars = new WeakMap<readonly CalendarInForce[], ReadonlyMap<string, readonly CalendarInForce[]>>();

/** The versions of the term's calendar, by time; none where only the clock on the wall counts. */
export function calendarsOf(calendars: readonly CalendarInForce[], { calendar }: Term): readonly CalendarInForce[] {
  if (calendar === undefined) return NO_CALENDARS;
  let versions = versionsOfCalendars.get(calendars);
  if (!versions) versionsOfCalendars.set(calendars, (versions = byCalendar(calendars)));
  return versions.get(calendar) ?? NO_CALENDARS;
}

function byCalendar(calendars: readonly CalendarInForce[]): ReadonlyMap<string, readonly CalendarInForce[]> {
  const versions = new Map<string, CalendarInForce[]>();
  for (const inForce of calendars)
    versions.set(inForce.calendar.id, [...(versions.get(inForce.calendar.id) ?? []), inForce]);
  return versions;
}

/** When a promise of this length is due, as this version of its calendar counts. @throws Error without a calendar it needs */
export function dueUnder(
  { promise, calendar }: Term,
  { length, version }: { length: Length; version: CalendarInForce | undefined },
  startedAt: Date,
): TermDue {
  return dueOf({ promise, length, calendar }, version ? asMap(version) : NO_MAP, startedAt);
}

const NO_MAP: ReadonlyMap<string, BusinessCalendar> = new Map();
const mapsOfVersions = new WeakMap<CalendarInForce, ReadonlyMap<string, BusinessCalendar>>();

function asMap(version: CalendarInForce): ReadonlyMap<string, BusinessCalendar> {
  let calendars = mapsOfVersions.get(version);
  if (!calendars) mapsOfVersions.set(version, (calendars = new Map([[version.calendar.id, version.calendar]])));
  return calendars;
}
