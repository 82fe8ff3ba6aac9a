/** From how many folded characters on two texts of different people are compared how strictly. */
export interface LengthTier {
  /** Holds when the shorter of the two is shorter than this, */
  below: number;
  /** and the longer at least this long. The first that holds decides. */
  longer: number;
  jaccard: number;
  /** Share of the smaller text found in the larger; above 1 switches the rule off. */
  containment: number;
  /** Containment counts only if the shorter text is at least this share of the longer. */
  lengthRatio: number;
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
  /** Shortest texts of strangers that may be linked: 闪退 by two people is no campaign. */
  leastLength: { zh: number; other: number };
  /** Shortest texts that a quotation may be recognised by. Shorter ones are not in the index. */
  leastQuoted: { zh: number; other: number };
  /** Most earlier texts compared with one. */
  candidates: number;
  /** Most texts kept of one customer: the first quarter of them, and the latest. */
  bucket: number;
  /** Most texts kept under one key of words. 16 numbers are 64 bytes, the most that Redis packs into a small hash. */
  wordBucket: number;
}

export const RELATION_RULES: RelationRules = {
  sameCustomer: { jaccard: 0.5, containment: 0.85, leastShared: 4 },
  lookalike: {
    zh: [
      { below: 13, longer: 0, jaccard: 0.85, containment: 2, lengthRatio: 1 },
      // A short text beside a longer one is a cut or wrapped copy more often than a short thing said by two.
      { below: 17, longer: 20, jaccard: 0.65, containment: 0.95, lengthRatio: 0.5 },
      { below: 17, longer: 0, jaccard: 0.85, containment: 2, lengthRatio: 1 },
      { below: 40, longer: 0, jaccard: 0.57, containment: 0.9, lengthRatio: 0.4 },
      { below: 1_000_000, longer: 0, jaccard: 0.5, containment: 0.85, lengthRatio: 0.4 },
    ],
    other: [
      { below: 80, longer: 0, jaccard: 0.85, containment: 2, lengthRatio: 1 },
      { below: 160, longer: 0, jaccard: 0.6, containment: 0.9, lengthRatio: 0.5 },
      { below: 1_000_000, longer: 0, jaccard: 0.5, containment: 0.85, lengthRatio: 0.5 },
    ],
  },
  leastLength: { zh: 11, other: 25 },
  leastQuoted: { zh: 6, other: 12 },
  candidates: 64,
  bucket: 32,
  wordBucket: 16,
};
