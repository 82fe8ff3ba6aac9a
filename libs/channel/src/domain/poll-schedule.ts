import type { PollStateName } from '@hearback/contracts';

/** When a source is asked again, and how that went so far. */
export interface PollSchedule {
  state: PollStateName;
  why: string | undefined;
  /** In a row without an answer. */
  failures: number;
  nextAtMs: number;
}

/** What a turn came to. */
export type PollTurn =
  | { kind: 'page'; more: boolean }
  | { kind: 'wait'; seconds: number; why: string; cursor?: unknown }
  | { kind: 'failed'; why: string; cursor?: unknown }
  | { kind: 'unreachable'; why: string };

interface Moment {
  nowMs: number;
  everySeconds: number;
  /** From 0 to 1, so that sources that failed together are not asked together. */
  random: number;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 300_000;
/** What will not get better by itself is still asked: a person may have mended it at the vendor's. */
const FAILED_RETRY_MS = 600_000;
const LONGEST_WAIT_SECONDS = 86_400;

/** Asked for the first time, or anew after its source was changed. */
export function askNow(nowMs: number): PollSchedule {
  return { state: 'ok', why: undefined, failures: 0, nextAtMs: nowMs };
}

export function afterTurn(before: PollSchedule, turn: PollTurn, moment: Moment): PollSchedule {
  const { nowMs, everySeconds } = moment;
  switch (turn.kind) {
    case 'page':
      return { ...askNow(turn.more ? nowMs : nowMs + everySeconds * 1_000) };
    case 'wait': {
      // What is no number would be earlier than any moment: asked again four times a second.
      const seconds = Number.isNaN(turn.seconds) ? everySeconds : within(turn.seconds);
      return { state: 'waiting', why: turn.why, failures: 0, nextAtMs: nowMs + seconds * 1_000 };
    }
    case 'failed': {
      const nextAtMs = nowMs + Math.max(FAILED_RETRY_MS, everySeconds * 1_000);
      return { state: 'failed', why: turn.why, failures: before.failures + 1, nextAtMs };
    }
    case 'unreachable': {
      const failures = before.failures + 1;
      return { state: 'unreachable', why: turn.why, failures, nextAtMs: nowMs + retryMs(failures, moment.random) };
    }
  }
}

function within(seconds: number): number {
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS);
}

/** Doubled with every failure up to 5 minutes; between half of that and all of it. */
function retryMs(failures: number, random: number): number {
  const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(longest * (0.5 + random / 2));
}

/** Seconds between two questions: what the source says, within a second and a day, else what the poller says. */
export function everySecondsOf(setting: string | undefined, usual: number): number {
  const seconds = setting === undefined ? NaN : Number(setting);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.max(seconds, 1), 86_400) : usual;
}
