/** Arrivals by hour: the hour's beginning in ms since the epoch, and how many. Hours without any may be absent. */
export type HourCounts = ReadonlyMap<number, number>;

export type Rhythm =
  /** Too little is known of its past to expect anything. */
  | { state: 'learning' }
  | { state: 'ok'; expected: number; observed: number }
  /** Fewer than its past says since then: `expected` were to come until now, `observed` came. */
  | { state: 'quiet'; since: number; expected: number; observed: number };

export const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
const WEEKS = 4;
/** History shorter than this says nothing of nights and weekends. */
const LEARNING_HOURS = 72;
const LEARNING_ARRIVALS = 20;
/** How unlikely it must be by chance: about one false word in a thousand looks. */
const CHANCE = 0.001;
const WINDOWS_HOURS = [1, 2, 4, 8, 12, 24, 48, 96, 168];

/**
 * Whether a source is quieter than its own last four weeks let expect, by hour of week. Silence: nothing since the last
 * arrival, where chance alone would leave so long a gap once in a thousand times. A sudden drop: within some window
 * so few that even half of the usual rate would hardly bring as few. Arrivals are bursty, hence the half; the busiest of the weeks is
 * left out, so that one storm of complaints does not make every ordinary week look quiet.
 */
export function rhythmOf(counts: HourCounts, lastAtMs: number | null, nowMs: number): Rhythm {
  const firstHour = Math.min(...counts.keys());
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (lastAtMs === null || nowMs - firstHour < LEARNING_HOURS * HOUR_MS || total < LEARNING_ARRIVALS)
    return { state: 'learning' };
  const rate = (hour: number) => usualRate(counts, hour, { firstHour, thisHour: hourOf(nowMs) });
  const expectedSince = (sinceMs: number) => expectedBetween(sinceMs, nowMs, rate);
  const silent = expectedSince(Math.max(lastAtMs, nowMs - WEEKS * WEEK_HOURS * HOUR_MS));
  if (Math.exp(-silent) < CHANCE) return { state: 'quiet', since: lastAtMs, expected: rounded(silent), observed: 0 };
  for (const hours of WINDOWS_HOURS) {
    const since = hourOf(nowMs) - (hours - 1) * HOUR_MS;
    if (since <= firstHour + WEEK_HOURS * HOUR_MS && since <= firstHour + LEARNING_HOURS * HOUR_MS) break;
    const [expected, observed] = [expectedSince(since), countedSince(counts, since)];
    if (poissonAtMost(observed, expected / 2) < CHANCE)
      return { state: 'quiet', since, expected: rounded(expected), observed };
  }
  const day = nowMs - 24 * HOUR_MS;
  return { state: 'ok', expected: rounded(expectedSince(day)), observed: countedSince(counts, hourOf(day)) };
}

/** Beginning of the hour that a moment lies in. */
export function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}

/** Probability that a Poisson count of this mean is at most `count`. */
export function poissonAtMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let k = 1; k <= count; k++) {
    term *= mean / k;
    sum += term;
  }
  // Beyond some 700 the first term is 0 in floating point; then the mean is far away from what is asked, or near it.
  return term === 0 && sum === 0 ? (count < mean * 0.8 ? 0 : 1) : Math.min(1, sum);
}

interface Known {
  firstHour: number;
  thisHour: number;
}

/** What the same hour of the week usually brought; in the first week, the same hour of its days. */
function usualRate(counts: HourCounts, hour: number, known: Known): number {
  const weekly = pastOf(counts, hour, { ...known, stepHours: WEEK_HOURS, times: WEEKS });
  const past = weekly.length >= 2 ? weekly : pastOf(counts, hour, { ...known, stepHours: 24, times: 7 });
  if (past.length === 0) return 0;
  const sorted = past.sort((a, b) => a - b);
  const kept = sorted.length >= 3 ? sorted.slice(0, -1) : sorted;
  return kept.reduce((sum, count) => sum + count, 0) / kept.length;
}

function pastOf(
  counts: HourCounts,
  hour: number,
  { firstHour, thisHour, stepHours, times }: Known & { stepHours: number; times: number },
): number[] {
  const past: number[] = [];
  for (let back = 1; back <= times; back++) {
    const then = hour - back * stepHours * HOUR_MS;
    if (then < firstHour) break;
    if (then < thisHour) past.push(counts.get(then) ?? 0);
  }
  return past;
}

function expectedBetween(fromMs: number, toMs: number, rate: (hour: number) => number): number {
  let expected = 0;
  for (let hour = hourOf(fromMs); hour < toMs; hour += HOUR_MS) {
    const share = (Math.min(toMs, hour + HOUR_MS) - Math.max(fromMs, hour)) / HOUR_MS;
    expected += share * rate(hour);
  }
  return expected;
}

function countedSince(counts: HourCounts, sinceMs: number): number {
  let count = 0;
  for (const [hour, arrivals] of counts) if (hour >= sinceMs) count += arrivals;
  return count;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
