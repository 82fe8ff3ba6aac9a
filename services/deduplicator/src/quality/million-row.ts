// What one run with a million known texts came to, and whether what was recorded of it still holds. Pure; the run itself is
// quality/measure-million.mjs.

/** What `sorted` values stay below; `share` of them are at most this. */
export interface Times {
  p50: number;
  p90: number;
  p99: number;
  most: number;
}

/** One way in which texts came, `of` a number of texts; times in ms. */
export interface Phase {
  name: string;
  texts: number;
  /** From the moment a text came to its relation: its wait in the process, and `deciding`. */
  answer: Times;
  /** Until the process took it up. */
  waiting: Times;
  /** Fingerprints and the round trip of its batch. */
  deciding: Times;
  /** What Redis says a run of the script took. */
  script: Times;
  /** Texts of a batch. */
  batch: Times;
  /** Processor time of a text, ms. */
  cpuOfNode: number;
  cpuOfRedis: number;
}

/** The recorded run. */
export interface MillionRun {
  measuredAt: string;
  /** What it was measured on: the script with its rules, what texts become on their way to it, and how they came. */
  subject: string;
  machine: { processors: number; model: string; gigabytes: number };
  versions: { node: string; redis: string };
  /** Of the last minute, before filling and before and after each round. */
  loadAverages: number[];
  rounds: number;
  /** What the person who measured says of the circumstances. */
  note?: string;
  textsKnown: number;
  redisBytes: number;
  /** Round trips of PING when nothing else was asked: no answer can be faster. */
  ceiling: Times;
  phases: Phase[];
}

/** A goal beside its figure. */
export interface MillionGoal {
  name: string;
  measured: string;
  goal: string;
  met: boolean;
}

/** The smallest value that at least this share of the sorted values does not exceed; NaN of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const at = Math.min(sorted.length, Math.max(1, Math.ceil(sorted.length * share))) - 1;
  return sorted[at] ?? Number.NaN;
}

/** The distribution of values in any order, to a hundredth. */
export function timesOf(values: readonly number[]): Times {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => Math.round(percentile(sorted, share) * 100) / 100;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) };
}

/** The run whose figure is in the middle; of an even number the worse of the two. */
export function medianRun<T>(runs: readonly T[], figure: (run: T) => number): T {
  const sorted = [...runs].sort((a, b) => figure(a) - figure(b));
  return sorted[Math.floor(sorted.length / 2)]!;
}

const A_TEXT_CPU_MS = 0.6;
const ANSWER_P99_MS = 10;
const GIGABYTES = 1.2;

/** The goals of a million known texts. The time to the relation is one for each way in which texts came. */
export function millionGoals(run: MillionRun): MillionGoal[] {
  const cpuOf = ({ cpuOfNode, cpuOfRedis }: Phase) => Math.round((cpuOfNode + cpuOfRedis) * 1000) / 1000;
  const batches = run.phases[run.phases.length - 1]!;
  const gigabytes = (run.redisBytes / run.textsKnown) * 1e-3;
  return [
    {
      name: `processor time of a text in all, ${batches.name}`,
      measured: `${cpuOf(batches).toFixed(2)} ms`,
      goal: `at most ${A_TEXT_CPU_MS}`,
      met: cpuOf(batches) <= A_TEXT_CPU_MS,
    },
    ...run.phases.map(({ name, answer: { p50, p99 } }) => ({
      name: `p99 of the time to the relation, ${name}`,
      measured: `${p99} ms (p50 ${p50})`,
      goal: `under ${ANSWER_P99_MS}`,
      met: p99 < ANSWER_P99_MS,
    })),
    {
      name: 'memory of Redis for a million texts',
      measured: `${gigabytes.toFixed(2)} GB`,
      goal: `under ${GIGABYTES}`,
      met: gigabytes < GIGABYTES,
    },
  ];
}

/** Why a recorded run says nothing of what would be measured now; empty when it still holds. */
export function staleness(
  recorded: Pick<MillionRun, 'subject' | 'versions'>,
  now: { subject: string; node: string },
): string[] {
  const reasons = [];
  if (recorded.subject !== now.subject) reasons.push('the script, its rules or how texts come to it have changed');
  if (major(recorded.versions.node) !== major(now.node))
    reasons.push(`it ran on Node ${major(recorded.versions.node)}, this is ${major(now.node)}`);
  return reasons;
}

function major(version: string): string {
  return version.replace(/^v/, '').split('.')[0]!;
}
