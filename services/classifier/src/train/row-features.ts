import { DENSE, type Features } from '../domain/model/features';
import { createGrams } from '../domain/model/gram-hasher';
import type { Matrix } from './matrix';

const NO_GRAMS = createGrams(0);

/** A row of the matrix as the model reads it. */
export function rowFeatures(matrix: Matrix, row: number): Features {
  const [from, to] = [matrix.from[row]!, matrix.from[row + 1]!];
  return {
    grams: NO_GRAMS,
    titleFrom: 0,
    buckets: matrix.buckets.subarray(from, to),
    values: Float64Array.from(matrix.values.subarray(from, to)),
    length: to - from,
    dense: Float64Array.from(matrix.dense.subarray(row * DENSE, (row + 1) * DENSE)),
  };
}
