import type { CaseFact, FeedbackFact, RevisionFact, VisitFact } from './case-fact';

/** One stretch of work on a case, from what asks for it until the case is resolved or withdrawn. */
export interface Round {
  /** 0 for the first, then how often the case was opened again. */
  instance: number;
  startedAt: number;
  /** The feedback that started it; the first of the case where a person or a visit did. */
  feedback: FeedbackFact;
  resolved: { at: number; by: string } | null;
  /** When the next one started. */
  reopenedAt: number | null;
}

export interface Withdrawal {
  at: number;
  reason: string;
  /** When the customer spoke again; Infinity while the case stays withdrawn. */
  until: number;
}

export interface Course {
  rounds: readonly Round[];
  /** Those that were not taken back, in order of time. */
  withdrawals: readonly Withdrawal[];
}

interface Turn {
  at: number;
  caseVersion: number;
  kind: 'resolved' | 'reopened' | 'withdrawn' | 'heard-again' | 'dissatisfied';
  /** Of a customer who speaks again. */
  feedback?: FeedbackFact;
  /** Of a withdrawal. */
  reason?: string;
}

interface Spoken {
  feedbacks: readonly FeedbackFact[];
  revisions: readonly RevisionFact[];
  visits: readonly VisitFact[];
}

/**
 * The rounds of a case. A resolved case starts another when it is reopened, when a follow-up visit finds the customer
 * dissatisfied, or when the customer speaks again; a withdrawn one only when the customer speaks again. A case that a
 * person takes out of its withdrawal was never withdrawn: otherwise its promises could be parked over their due time.
 */
export function courseOfCase(facts: readonly CaseFact[], spoken: Spoken): Course {
  const first = spoken.feedbacks[0]!;
  const walk = new Walk(first);
  for (const turn of turnsOf(facts, spoken)) walk.take(turn);
  return { rounds: walk.rounds, withdrawals: walk.withdrawals };
}

class Walk {
  readonly rounds: Round[];
  readonly withdrawals: Withdrawal[] = [];

  constructor(private readonly first: FeedbackFact) {
    const startedAt = first.receivedAt.getTime();
    this.rounds = [{ instance: 0, startedAt, feedback: first, resolved: null, reopenedAt: null }];
  }

  take(turn: Turn): void {
    const round = this.rounds.at(-1)!;
    const withdrawal = this.withdrawals.at(-1);
    if (withdrawal?.until === Infinity) this.whileWithdrawn(withdrawal, turn);
    else if (turn.kind === 'withdrawn')
      this.withdrawals.push({ at: turn.at, reason: turn.reason ?? '', until: Infinity });
    else if (round.resolved) this.whileResolved(round.resolved.at, turn);
    else if (turn.kind === 'resolved') round.resolved = { at: turn.at, by: `resolved-${turn.caseVersion}` };
  }

  private whileWithdrawn(withdrawal: Withdrawal, turn: Turn): void {
    if (turn.kind === 'reopened') this.withdrawals.pop();
    if (turn.kind !== 'heard-again' || turn.at <= withdrawal.at) return;
    withdrawal.until = turn.at;
    this.startRound(turn);
  }

  private whileResolved(resolvedAt: number, turn: Turn): void {
    if (turn.kind === 'resolved' || (turn.kind === 'heard-again' && turn.at <= resolvedAt)) return;
    this.startRound(turn);
  }

  private startRound({ at, feedback = this.first }: Turn): void {
    this.rounds.at(-1)!.reopenedAt = at;
    this.rounds.push({ instance: this.rounds.length, startedAt: at, feedback, resolved: null, reopenedAt: null });
  }
}

function turnsOf(facts: readonly CaseFact[], spoken: Spoken): Turn[] {
  const turns: Turn[] = [];
  for (const fact of facts) {
    const turn = turnOf(fact);
    if (turn && !turns.some((known) => isSame(known, turn))) turns.push(turn);
  }
  if (turns.length === 0) return turns;
  return [...turns, ...heardAgain(spoken), ...dissatisfied(spoken.visits)].sort(
    (a, b) => a.at - b.at || a.caseVersion - b.caseVersion,
  );
}

// A change that is told twice is one turn: reopening twice is not reopening once.
function isSame(a: Turn, b: Turn): boolean {
  return a.caseVersion === b.caseVersion && a.kind === b.kind && a.at === b.at;
}

function turnOf(fact: CaseFact): Turn | null {
  const { caseVersion, changedAt, kind } = fact;
  if (kind === 'resolved' || kind === 'reopened') return { kind, at: changedAt.getTime(), caseVersion };
  if (kind === 'withdrawn') return { kind, at: changedAt.getTime(), caseVersion, reason: fact.reason };
  return null;
}

function heardAgain({ feedbacks, revisions }: Spoken): Turn[] {
  const byId = new Map(feedbacks.map((feedback) => [feedback.feedbackId, feedback]));
  const again: Turn[] = feedbacks.slice(1).map((feedback) => {
    return { kind: 'heard-again', at: feedback.receivedAt.getTime(), caseVersion: feedback.caseVersion, feedback };
  });
  for (const { feedbackId, receivedAt, caseVersion } of revisions) {
    const feedback = byId.get(feedbackId);
    if (feedback) again.push({ kind: 'heard-again', at: receivedAt.getTime(), caseVersion, feedback });
  }
  return again;
}

// It opens the case again when it is written down, as in services/cases.
function dissatisfied(visits: readonly VisitFact[]): Turn[] {
  return visits.flatMap(({ outcome, changedAt, caseVersion }) => {
    return outcome === 'dissatisfied' ? [{ kind: 'dissatisfied' as const, at: changedAt.getTime(), caseVersion }] : [];
  });
}
