import type { EscalationRole, PromiseKind } from '@hearback/contracts';

// The promises of one case, as the response tracker answers them.

export interface PromiseItem {
  clockId: string;
  caseId: string;
  promise: PromiseKind;
  term?: string;
  /** 0 for the first of its kind in the case. */
  instance?: number;
  policyVersion?: string;
  channel: string;
  branch?: string | null;
  startedAt: string;
  dueAt: string;
  /** The due date rests on days that no notice rules yet. */
  provisional?: boolean;
  calendarVersion?: string | null;
  state: string;
  fulfilledAt?: string | null;
  confirmed?: boolean;
  withdrawnReason?: string | null;
  owner?: string | null;
  team?: string | null;
  bindsNext?: boolean;
  warnings?: { thresholdSeconds: number; at: string; to: EscalationRole }[];
}

export interface PromisePage {
  items: PromiseItem[];
  now: string;
}

export interface PromiseEvent {
  sequence: number;
  kind: string;
  effectiveAt: string;
  recordedAt: string;
  policyVersion: string;
  data: Record<string, unknown>;
  hash?: string;
}

export type PromiseWithEvents = PromiseItem & { events: PromiseEvent[] };

// What a person has to do stands first.
const ORDER: Record<string, number> = { running: 0, missed: 1, met: 2, withdrawn: 3 };

/** Running promises by due time, then missed ones, then met and withdrawn, each with the latest first. */
export function inOrder(items: readonly PromiseItem[]): PromiseItem[] {
  return [...items].sort((a, b) => {
    const states = (ORDER[a.state] ?? 9) - (ORDER[b.state] ?? 9);
    const due = Date.parse(a.dueAt) - Date.parse(b.dueAt);
    return states || (a.state === 'running' ? due : -due) || (a.clockId < b.clockId ? -1 : 1);
  });
}

/** What a promise is at a moment: a running one is missed as soon as its due time has passed, also before the page hears it. */
export function stateAt({ state, dueAt }: Pick<PromiseItem, 'state' | 'dueAt'>, now: number): string {
  return state === 'running' && Date.parse(dueAt) < now ? 'missed' : state;
}

/** Enough of a hash to compare two by eye. */
export function shortHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 8)}…${hash.slice(-4)}`;
}

/**
 * The year whose notice of holidays is missing: that of the due date, counted in the bank's zone. A due date in the last
 * days of December waits for the notice of the year after, which rules the days around New Year.
 */
export function noticeYear(dueAt: string): number {
  const local = new Date(Date.parse(dueAt) - 1 + 8 * 3_600_000);
  const isYearEnd = local.getUTCMonth() === 11 && local.getUTCDate() >= 25;
  return local.getUTCFullYear() + (isYearEnd ? 1 : 0);
}
