/** From how many folded characters on two texts of different people are compared how strictly. */
export interface LengthTier {
  /** Holds for texts shorter than this; the shorter of the two decides. */
  below: number;
  jaccard: number;
  /** Share of the smaller text found in the larger; above 1 switches the rule off. */
  containment: number;
}

/**
 * The thresholds of every relation, written into the script. Measured on real Chinese and English feedback:
 * between strangers, short texts that are alike are nearly always different people saying the same short thing.
 */
export interface RelationRules {
  /** The same customer: any length, because the customer vouches that it is one matter. */
  sameCustomer: { jaccard: number; containment: number; leastShared: number };
  /** Different or unknown customers, by script. */
  lookalike: { zh: LengthTier[]; other: LengthTier[] };
  /** Containment between strangers counts only if the shorter text is at least this share of the longer. */
  lengthRatio: number;
  /** Shortest texts of strangers that may be linked: 闪退 by two people is no campaign. */
  leastLength: { zh: number; other: number };
  /** Shortest texts that a quotation may be recognised by. Shorter ones are not in the index. */
  leastQuoted: { zh: number; other: number };
  /** Most earlier texts compared with one. */
  candidates: number;
  /** Most texts kept in one bucket: the first quarter of them, and the latest. */
  bucket: number;
}

export const RELATION_RULES: RelationRules = {
  sameCustomer: { jaccard: 0.5, containment: 0.85, leastShared: 4 },
  lookalike: {
    zh: [
      { below: 20, jaccard: 0.85, containment: 2 },
      { below: 40, jaccard: 0.6, containment: 0.9 },
      { below: 1_000_000, jaccard: 0.5, containment: 0.85 },
    ],
    other: [
      { below: 80, jaccard: 0.85, containment: 2 },
      { below: 160, jaccard: 0.6, containment: 0.9 },
      { below: 1_000_000, jaccard: 0.5, containment: 0.85 },
    ],
  },
  lengthRatio: 0.5,
  leastLength: { zh: 12, other: 25 },
  leastQuoted: { zh: 6, other: 12 },
  candidates: 64,
  bucket: 32,
};
