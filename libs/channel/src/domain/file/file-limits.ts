/** Caps of a batch file. They bound the memory and the time that any file can cost, whatever it claims to be. */
export const FILE_LIMITS = {
  bytes: 268_435_456,
  /** Files that one process reads at the same time. */
  atOnce: 4,
  columns: 200,
  /** Rows in which the heading is looked for: titles and notes often stand above it. */
  headingWithin: 20,
  /** Characters of one cell; no field takes as many. */
  cell: 40_000,
  /** Characters of one CSV row, quotes and all. */
  record: 262_144,
  /** Characters that may be read a second time because their quotes were broken, over the whole file. */
  readAgain: 67_108_864,
  /** What one sheet may unpack to. Text packs to a twentieth; a bomb to a thousandth. */
  sheetBytes: 1_073_741_824,
  /** What the table of strings may unpack to, and what it may hold in memory. */
  stringsBytes: 268_435_456,
  stringsCharacters: 33_554_432,
  partBytes: 4_000_000,
  /** Entries of the archive. */
  entries: 5_000,
  /** Characters between two tags. */
  xmlText: 4_194_304,
  merges: 50_000,
} as const;
