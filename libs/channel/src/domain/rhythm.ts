/** Arrivals by hour: the hour's beginning in ms since the epoch, and how many. Hours without any may be absent. */
export type HourCounts = ReadonlyMap<number, number>;

export type Rhythm =
  /** Too little is known of its past to expect anything. */
  | { state: 'learning' }
  | { state: 'ok'; expected: number; observed: number }
  /** Fewer than its past says since then: `expected` were to come until now, `observed` came. */
  | { state: 'quiet'; since: number; expected: number; observed: number };

export const HOUR_MS = 3_600_000;
const WEEK_MS = 168 * HOUR_MS;
const WEEKS = 4;
/** A past shorter than this has not seen each day of the week. */
const LEARNING_MS = WEEK_MS;
const LEARNING_ARRIVALS = 20;
/** Of a source that brings less in a week nothing can be expected. */
const LEAST_A_WEEK = 2;
/** One week may have been an odd one: until there is another, half of it is expected. */
const CAUTION = 0.5;
/** How unlikely it must be by chance: about one false word in a thousand looks. */
const CHANCE = 0.001;
const WINDOWS_HOURS = [1, 2, 4, 8, 12, 24, 48, 96, 168];
/** So much of the usual, where so many were to be expected, says that a source is back, whatever silence went before. */
const BACK = { share: 0.75, expected: 14 };
/** A silence longer than this is measured in weeks, whatever the hours in which a source speaks. */
const LONG_SILENCE_MS = 8 * 24 * HOUR_MS;

/**
 * Whether a source is quieter than its own past lets expect.
 *
 * What is usual is learned by hour of the week, from the four weeks before the silence or the window in question, so that
 * neither nights and weekends look like silence, nor a silence becomes usual by lasting. The busiest of the weeks is left out,
 * so that one storm of complaints does not make every ordinary week look quiet; of a single week half is believed. Before a
 * week has passed, or 20 have come, or where a usual week brings fewer than two, it is `learning`.
 *
 * Silence: nothing since the last arrival, where chance alone would leave so long a gap once in a thousand times (6.9 were to be
 * expected). It is quiet until it says something; at the latest 25 days after its last word, because two a week are 6.9 then.
 * A sudden drop: within some window of up to a week so few that even half of the usual rate, arrivals being bursty, would
 * hardly bring as few. Holidays that its past does not know are shown as either; it is well again when it is back at three
 * quarters of its usual.
 */
export function rhythmOf(counts: HourCounts, lastAtMs: number | null, nowMs: number): Rhythm {
  const past: Past = { counts, firstHour: Math.min(...counts.keys()) };
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (lastAtMs === null || nowMs - past.firstHour < LEARNING_MS || total < LEARNING_ARRIVALS)
    return { state: 'learning' };
  const aWeek = usualWeek(past, hourOf(lastAtMs));
  if (aWeek < LEAST_A_WEEK) return { state: 'learning' };
  const silent = silence(past, { lastAtMs, nowMs, aWeek });
  if (Math.exp(-silent) < CHANCE) return { state: 'quiet', since: lastAtMs, expected: rounded(silent), observed: 0 };
  const drop = droppedSince(past, nowMs);
  if (drop) return { state: 'quiet', ...drop, expected: rounded(drop.expected) };
  const day = hourOf(nowMs - 24 * HOUR_MS);
  const expected = expectedBetween(past, day, nowMs);
  return { state: 'ok', expected: rounded(expected), observed: countedSince(counts, day) };
}

/** How many were to come since the last arrival. */
function silence(past: Past, { lastAtMs, nowMs, aWeek }: { lastAtMs: number; nowMs: number; aWeek: number }): number {
  const silentMs = nowMs - lastAtMs;
  // Weeks that begin with the last arrival are all alike.
  const weeks = Math.floor(silentMs / WEEK_MS);
  const rest = expectedBetween(past, lastAtMs, nowMs - weeks * WEEK_MS);
  const byHours = (weeks > 0 ? weeks * expectedBetween(past, lastAtMs, lastAtMs + WEEK_MS) : 0) + rest;
  return silentMs < LONG_SILENCE_MS ? byHours : Math.max(byHours, (aWeek * silentMs) / WEEK_MS);
}

function droppedSince(past: Past, nowMs: number): { since: number; expected: number; observed: number } | null {
  for (const hours of WINDOWS_HOURS) {
    const since = hourOf(nowMs) - (hours - 1) * HOUR_MS;
    if (since - past.firstHour < LEARNING_MS) return null;
    const [expected, observed] = [expectedBetween(past, since, nowMs), countedSince(past.counts, since)];
    if (poissonAtMost(observed, expected / 2) < CHANCE) return { since, expected, observed };
    if (expected >= BACK.expected && observed >= expected * BACK.share) return null;
  }
  return null;
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

interface Past {
  counts: HourCounts;
  firstHour: number;
}

/** What the same hour of the week brought in the weeks before an hour that begins what is looked at. */
function usualRate({ counts, firstHour }: Past, hour: number, before: number): number {
  const weeksBack = Math.max(1, Math.floor((hour - before) / WEEK_MS) + 1);
  const brought: number[] = [];
  for (let then = hour - weeksBack * WEEK_MS; then >= firstHour && brought.length < WEEKS; then -= WEEK_MS)
    brought.push(counts.get(then) ?? 0);
  return usualOf(brought);
}

/** What a week before that hour brought; one that is not whole counts as one, which is careful. */
function usualWeek({ counts, firstHour }: Past, before: number): number {
  const weeks = Math.min(WEEKS, Math.max(1, Math.floor((before - firstHour) / WEEK_MS)));
  const brought = Array.from({ length: weeks }, () => 0);
  for (const [hour, count] of counts) {
    const back = Math.ceil((before - hour) / WEEK_MS) - 1;
    if (hour < before && back < weeks) brought[back]! += count;
  }
  return usualOf(brought);
}

function usualOf(brought: readonly number[]): number {
  if (brought.length < 2) return (brought[0] ?? 0) * CAUTION;
  const sum = brought.reduce((all, count) => all + count, 0);
  return (sum - Math.max(...brought)) / (brought.length - 1);
}

function expectedBetween(past: Past, fromMs: number, toMs: number): number {
  const before = hourOf(fromMs);
  let expected = 0;
  for (let hour = before; hour < toMs; hour += HOUR_MS) {
    const share = (Math.min(toMs, hour + HOUR_MS) - Math.max(fromMs, hour)) / HOUR_MS;
    expected += share * usualRate(past, hour, before);
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
