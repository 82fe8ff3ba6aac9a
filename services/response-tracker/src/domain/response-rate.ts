/** Promises of a cohort by what became of them. */
export interface Counts {
  met: number;
  missed: number;
  running: number;
}

export interface Figure extends Counts {
  /** met / (met + missed); null while nothing is decided. 1 only when nothing was missed. */
  rate: number | null;
  /** The same for people, cut off after two decimals and never rounded up: `99.97 %`; `100 %` means all of them. */
  rateText: string | null;
}

/** The response rate of a cohort: running promises stand beside the figure, never inside it. */
export function figureOf({ met, missed, running }: Counts): Figure {
  const decided = met + missed;
  if (decided === 0) return { met, missed, running, rate: null, rateText: null };
  return { met, missed, running, rate: met / decided, rateText: percent(met, missed) };
}

function percent(met: number, missed: number): string {
  if (missed === 0) return '100 %';
  const hundredths = Number((BigInt(met) * 10_000n) / BigInt(met + missed));
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')} %`;
}

/** The counts of all rows together. */
export function totalOf(rows: readonly Counts[]): Counts {
  const sum = (pick: (row: Counts) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return { met: sum((row) => row.met), missed: sum((row) => row.missed), running: sum((row) => row.running) };
}
