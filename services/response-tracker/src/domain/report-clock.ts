import type { ClockState, PromiseKind } from '@hearback/contracts';

/** A promise as a report lists it: what it was as of the report's moment. */
export interface ReportClock {
  clockId: string;
  caseId: string;
  promise: PromiseKind;
  /** The term of the policy pack that asks for it. */
  term: string;
  channel: string;
  product: string;
  cause: string;
  branch: string | null;
  team: string | null;
  owner: string | null;
  startedAt: Date;
  dueAt: Date;
  /** A running one past its due time is missed. */
  outcome: ClockState;
  fulfilledAt: Date | null;
  /** Met by a reply logged after the due time that a second person vouches for. */
  confirmed: boolean;
  withdrawnReason: string | null;
}

/** The properties by which a report counts promises. */
export const REPORT_DIMENSIONS = ['channel', 'product', 'cause', 'branch', 'team', 'owner'] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** Under which key a promise stands; null where it does not stand (`keyIn` of libs/proof). */
export function reportKeyOf(dimension: ReportDimension, clock: ReportClock): string | null {
  const isAnswerable = dimension === 'team' || dimension === 'owner';
  if (isAnswerable && clock.outcome !== 'met' && clock.outcome !== 'missed') return null;
  return clock[dimension] ?? '';
}

const RANK = { met: 1, missed: 2, running: 3, withdrawn: 4 } as const;

/** The order in which a figure's promises are listed: confirmed, met, missed, running, withdrawn; the oldest first. */
export function inListOrder(a: ReportClock, b: ReportClock): number {
  return (
    rankOf(a) - rankOf(b) ||
    a.startedAt.getTime() - b.startedAt.getTime() ||
    (a.clockId < b.clockId ? -1 : a.clockId > b.clockId ? 1 : 0)
  );
}

const rankOf = ({ outcome, confirmed }: ReportClock) => (outcome === 'met' && confirmed ? 0 : RANK[outcome]);
