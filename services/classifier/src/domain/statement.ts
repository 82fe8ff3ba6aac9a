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
