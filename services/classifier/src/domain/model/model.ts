import type { Axis } from '../rules';

/** What a model file says of itself, in its first line. */
export interface ModelHeader {
  version: string;
  /** The rules whose evidence it was trained on; with others its weights mean something else. */
  rulesVersion: string;
  bucketBits: number;
  outputs: number;
  dense: number;
  /** SHA-256 (hex) over the weights. */
  checksum: string;
  /** What an output's int8 weights are multiplied by. */
  scale: number[];
  /** Divides the outputs of an axis, so that a confidence of 0.8 is right four times in five. */
  temperature: Record<Axis, number>;
  needsReviewBelow: Record<Axis, number>;
  /** From this probability on, `critical` and `high` together are taken for urgent: recall first. */
  urgentFrom: number;
  data: { source: string; licence: string; texts: number; heldOut: number }[];
  evaluation: { set: string; axis: string; texts: number; measure: string; percent: number }[];
}

/** One linear softmax for each axis over hashed n-grams and over the evidence of the rules. */
export interface Model {
  header: ModelHeader;
  /** Row by bucket, so that one n-gram's weights lie side by side. The IDF is folded in. */
  weights: Int8Array;
  /** Row by dense feature. */
  dense: Float32Array;
}
