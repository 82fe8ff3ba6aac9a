/** Counts of one file that was sent through a channel. */
export interface SentFacts {
  rows: number;
  accepted: number;
  /** Reason -> rows. */
  refused: Record<string, number>;
  distinct: number;
  /** End of rule 2 -> distinct ids; `unsettled` for those without one yet. */
  ends: Record<string, number>;
}
