const Z = 1.96;

/** Wilson's 95 % interval of a share. */
export function wilson(found, of) {
  if (of === 0) return [0, 1];
  const share = found / of;
  const centre = (share + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Newcombe's 95 % interval of how much the share has grown from `before` to `after`. */
export function difference(before, after) {
  const [one, other] = [before.found / before.of, after.found / after.of];
  const [[lowOne, highOne], [lowOther, highOther]] = [before, after].map(({ found, of }) => wilson(found, of));
  const grown = other - one;
  return [
    grown - Math.sqrt((other - lowOther) ** 2 + (highOne - one) ** 2),
    grown + Math.sqrt((highOther - other) ** 2 + (one - lowOne) ** 2),
  ];
}
