/** Promises by what became of them. */
export interface Counts {
  met: number;
  /** Of those met: how many by a reply logged after the due time that a second person vouches for. */
  confirmed: number;
  missed: number;
  running: number;
  withdrawn: number;
}

export interface Figure extends Counts {
  /** met / (met + missed); null while nothing is decided. 1 only when nothing was missed. */
  rate: number | null;
  /** The same for people, cut off after two decimals and never rounded up: `99.97 %`; `100 %` means all of them. */
  rateText: string | null;
}

export const NO_COUNTS: Counts = { met: 0, confirmed: 0, missed: 0, running: 0, withdrawn: 0 };

/** The rate of a cohort: running and withdrawn promises stand beside the figure, never inside it. */
export function figureOf({ met, confirmed, missed, running, withdrawn }: Counts): Figure {
  const counts = { met, confirmed, missed, running, withdrawn };
  const decided = met + missed;
  if (decided === 0) return { ...counts, rate: null, rateText: null };
  return { ...counts, rate: met / decided, rateText: percent(met, missed) };
}

/** The counts of all rows together: promises are added, never rates. */
export function totalOf(rows: readonly Counts[]): Counts {
  const total = { ...NO_COUNTS };
  for (const row of rows) for (const name of COUNT_NAMES) total[name] += row[name];
  return total;
}

const COUNT_NAMES = ['met', 'confirmed', 'missed', 'running', 'withdrawn'] as const;

function percent(met: number, missed: number): string {
  if (missed === 0) return '100 %';
  const hundredths = Number((BigInt(met) * 10_000n) / BigInt(met + missed));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')} %`;
}
