/** Bands and rows of the near-duplicate index: two texts with Jaccard J share a band with probability 1 - (1 - J^rows)^bands. */
export const BANDS = 12;
export const ROWS = 4;

// Shingle hashes are well mixed already, so that an odd factor and an addend give each row an order of its own.
const FACTORS = Int32Array.from({ length: BANDS * ROWS }, (_, index) => mix(index + 1, 0x85ebca6b) | 1);
const ADDENDS = Int32Array.from({ length: BANDS * ROWS }, (_, index) => mix(index + 1, 0xc2b2ae35));

/**
 * The band keys of a sketch: 81 % of pairs with J = 0.6 have one in common, and 0.05 % of those with J = 0.08, as any two
 * real texts have. Four rows, because chance candidates grow with the window and three let eight times as many through.
 * What twelve bands miss is found by a clause (clause-keys.ts): together they find more than twenty bands and cost less.
 */
export function bandsOf(sketch: Uint32Array): Uint32Array {
  const bands = new Uint32Array(sketch.length === 0 ? 0 : BANDS);
  for (let band = 0; band < bands.length; band++) {
    // Begun with the band's number: equal rows of different bands are no likeness.
    let key = band + 1;
    for (let row = band * ROWS; row < (band + 1) * ROWS; row++) key = mix(key, lowest(sketch, row));
    bands[band] = key;
  }
  return bands;
}

function lowest(sketch: Uint32Array, row: number): number {
  const [factor, addend] = [FACTORS[row]!, ADDENDS[row]!];
  let least = 0x7fffffff;
  for (let index = 0; index < sketch.length; index++) {
    const hash = (Math.imul(sketch[index]!, factor) + addend) | 0;
    if (hash < least) least = hash;
  }
  return least;
}

function mix(value: number, seed: number): number {
  let hash = Math.imul(value ^ seed, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae3d);
  return (hash ^ (hash >>> 16)) >>> 0;
}
