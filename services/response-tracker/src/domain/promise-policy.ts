import type { Channel, PromiseKind } from '@hearback/contracts';
import type { Warning } from '@hearback/proof';
import type { BusinessCalendar } from './calendar/business-calendar';

/** How far a promise of a term may be extended, by a second person's approval. */
export interface ExtensionLimits {
  /** How often. */
  times: number;
  /** The customer has to be told at or before the due time. */
  noticeRequired: boolean;
}

/** One promise that a policy makes. */
export interface PromiseTerm {
  /** Named in the clock, such as `legal-15-days`. */
  id: string;
  promise: PromiseKind;
  kinds: 'all' | readonly string[];
  channels: 'all' | readonly Channel[];
  warnings: readonly Warning[];
  /** Null: never extended. */
  extension: ExtensionLimits | null;
}

/** From when on packs hold for promises that start. Promises already started keep their own terms. */
export interface PolicyInForce {
  appliesFrom: Date;
  packs: readonly { id: string; version: string; terms: readonly PromiseTerm[] }[];
}

/** From when on this version of a calendar was known. */
export interface CalendarInForce {
  knownFrom: Date;
  calendar: BusinessCalendar;
}

/** All that promises are counted by, whatever the case; both by time. */
export interface InForce {
  /** At least one, by `appliesFrom` ascending. */
  policies: readonly PolicyInForce[];
  /** Of every calendar id, by `knownFrom` ascending. */
  calendars: readonly CalendarInForce[];
}
