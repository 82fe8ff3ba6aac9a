import { FEEDBACK_ENDS, type FeedbackEnd } from '@hearback/contracts';

/** What became of one feedback as `cases` holds it. */
export interface EndRow {
  feedbackId: string;
  state: FeedbackEnd | 'waiting';
  caseId: string | null;
  /** How many cases say that this feedback opened them; 1 for `opened`, else 0. */
  casesOpened: number;
}

export interface AuditInput {
  /** Distinct ids on `feedback.received`. */
  accepted: ReadonlySet<string>;
  ends: readonly EndRow[];
  /** Ids on the parked topics that were not replayed. */
  parked: ReadonlySet<string>;
  /** For each feedback that started a promise: how many clocks it started. */
  clocksStarted: ReadonlyMap<string, number>;
  /** Ids whose promise is held by a clock, also those that joined a running one. */
  covered: ReadonlySet<string>;
}

export interface AuditResult {
  accepted: number;
  ends: Record<FeedbackEnd, number>;
  /** Accepted, and in no end. */
  missing: string[];
  /** In two ends, or its end contradicts the cases. */
  doubled: string[];
  /** Opened a case, and no clock holds its promise; a case must never wait unanswered. */
  withoutClock: string[];
  /** Started more than one clock of one kind for one delivery. */
  clockedTwice: string[];
  /** Ended, but no longer on Kafka: beyond its retention there. Information, not a fault. */
  olderThanKafka: number;
  ok: boolean;
}

/**
 * Rule 2 of the design: every accepted feedback has exactly one end. A parked delivery is an end only while nothing else
 * became of the feedback: later deliveries (revisions, redeliveries) of an ended feedback are no second end.
 */
export function compareEnds(input: AuditInput): AuditResult {
  const ends = Object.fromEntries(FEEDBACK_ENDS.map((end) => [end, 0])) as Record<FeedbackEnd, number>;
  const ended = new Map<string, EndRow>();
  const doubled: string[] = [];
  for (const row of input.ends) {
    if (row.state === 'waiting') continue;
    if (ended.has(row.feedbackId) || contradictsItself(row)) doubled.push(row.feedbackId);
    if (!ended.has(row.feedbackId) && input.accepted.has(row.feedbackId)) ends[row.state] += 1;
    ended.set(row.feedbackId, row);
  }
  const missing: string[] = [];
  for (const id of input.accepted) {
    if (ended.has(id)) continue;
    if (input.parked.has(id)) ends.parked += 1;
    else missing.push(id);
  }
  const withoutClock = [...ended.values()]
    .filter((row) => row.state === 'opened' && !input.covered.has(row.feedbackId))
    .map((row) => row.feedbackId);
  const clockedTwice = [...input.clocksStarted].filter(([, clocks]) => clocks > 1).map(([id]) => id);
  return {
    accepted: input.accepted.size,
    ends,
    missing,
    doubled,
    withoutClock,
    clockedTwice,
    olderThanKafka: [...ended.keys()].filter((id) => !input.accepted.has(id)).length,
    ok: [missing, doubled, withoutClock, clockedTwice].every((faults) => faults.length === 0),
  };
}

function contradictsItself(row: EndRow): boolean {
  if (row.state === 'opened') return row.casesOpened !== 1 || row.caseId === null;
  return row.casesOpened !== 0 || ((row.state === 'joined' || row.state === 'mention') && row.caseId === null);
}
