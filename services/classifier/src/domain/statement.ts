import type { Channel } from '@hearback/contracts';
import type { Evidence } from './find-evidence';

/** What the deciders of the axes know of one feedback. */
export interface Statement {
  evidence: readonly Evidence[];
  stars: number | undefined;
  channel: Channel | undefined;
  /** The customer says that the matter is settled. */
  resolved: boolean;
  /** The danger was averted, or the text is about prevention. */
  defused: boolean;
  /** "Never mind", "it was my mistake": what was said is taken back. */
  withdrawn: boolean;
  /** A test, a drill, a joke. */
  staged: boolean;
  /** "If", "in case": it has not happened. */
  hypothetical: boolean;
}

/** The strongest evidence of a real cause of trouble (not `none`), if any. */
export function strongestCause(statement: Statement): Evidence | undefined {
  let best: Evidence | undefined;
  for (const one of statement.evidence)
    if (one.axis === 'cause' && one.value !== 'none' && !(best && best.weight >= one.weight)) best = one;
  return best;
}

/** Nothing is left to be done: taken back, or never meant. */
export function isOver({ withdrawn, staged }: Statement): boolean {
  return withdrawn || staged;
}
