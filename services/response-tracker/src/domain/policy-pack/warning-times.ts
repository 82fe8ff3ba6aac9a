import { ESCALATION_ROLES, type EscalationRole } from '@hearback/contracts';
import type { Term } from './policy-pack';

/** A warning of one promise. */
export interface WarningTime {
  at: Date;
  /** Whole seconds before the due time; names the warning, as no two of a promise share it. */
  secondsLeft: number;
  to: EscalationRole;
}

/**
 * The warnings of a promise by time. One that would come at the start or before is left out: there is nothing to warn of
 * that was not so from the beginning. Of two at the same second the one to the higher person stays.
 */
export function warningTimes({ warnings }: Pick<Term, 'warnings'>, startedAt: Date, dueAt: Date): WarningTime[] {
  const lengthMs = dueAt.getTime() - startedAt.getTime();
  const highest = new Map<number, EscalationRole>();
  for (const warning of warnings) {
    const secondsLeft = 'fraction' in warning ? leftAfter(warning.fraction, lengthMs) : warning.secondsLeft;
    if (secondsLeft < 1 || secondsLeft * 1_000 >= lengthMs) continue;
    const already = highest.get(secondsLeft);
    if (!already || ESCALATION_ROLES.indexOf(already) < ESCALATION_ROLES.indexOf(warning.to))
      highest.set(secondsLeft, warning.to);
  }
  return [...highest]
    .sort(([a], [b]) => b - a)
    .map(([secondsLeft, to]) => ({ at: new Date(dueAt.getTime() - secondsLeft * 1_000), secondsLeft, to }));
}

// Rounded before it is cut off, because 1 - 0.9 is a little less than a tenth.
function leftAfter(fraction: number, lengthMs: number): number {
  return Math.floor(Number(((lengthMs * (1 - fraction)) / 1_000).toFixed(3)));
}
