const HOUR_MS = 3_600_000;

export interface Span {
  from: Date;
  /** Not included. */
  to: Date;
}

export interface DividedPeriod {
  /** The whole UTC hours, for which figures are kept; null when there is none. */
  hours: Span | null;
  /** What is left at either end, less than an hour each, or all of a period within two hours that holds no whole one. */
  edges: Span[];
}

/** Divides a half-open period into the whole UTC hours in it and its edges; together they are the period, each moment once. */
export function dividePeriod({ from, to }: Span): DividedPeriod {
  const first = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS);
  const last = new Date(Math.floor(to.getTime() / HOUR_MS) * HOUR_MS);
  if (first >= last) return { hours: null, edges: [{ from, to }] };
  const edges = [
    { from, to: first },
    { from: last, to },
  ];
  return { hours: { from: first, to: last }, edges: edges.filter((edge) => edge.from < edge.to) };
}

/**
 * The same period, with the hour that has begun taken whole: nothing starts in the future, so what is kept of that hour
 * is what started in it, and the clocks of a busy hour need not be read one by one.
 */
export function upToThisHour({ from, to }: Span, now: Date): Span {
  return to < now ? { from, to } : { from, to: new Date(Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS) };
}

/** The start of the UTC hour. */
export function hourStart(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}
