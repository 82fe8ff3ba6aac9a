import { countsOf, outcomeAt } from './contribution';
import { figureOf, NO_COUNTS, totalOf, type Counts } from './figure-of';
import type { ClockState } from './fold-clock';
import type { ProofClaim, ProofQuestion } from './proof-file';

/** What the clocks say about a question: the figure of its cohort, and every withdrawn promise with its reason. */
export function claimOf(question: ProofQuestion, clocks: Iterable<readonly [clockId: string, ClockState]>): ProofClaim {
  const asOf = new Date(question.asOf);
  const withdrawn = new Map<string, string[]>();
  let counts: Counts = NO_COUNTS;
  for (const [clockId, clock] of cohortOf(question, clocks)) {
    counts = totalOf([counts, countsOf(outcomeAt(clock, asOf), clock.confirmed)]);
    if (clock.state !== 'withdrawn') continue;
    const reason = clock.withdrawnReason ?? '';
    const ids = withdrawn.get(reason);
    if (ids) ids.push(clockId);
    else withdrawn.set(reason, [clockId]);
  }
  const excluded = [...withdrawn].map(([reason, ids]) => ({ reason, count: ids.length, clockIds: ids.sort() }));
  return { figure: figureOf(counts), excluded: excluded.sort((a, b) => (a.reason < b.reason ? -1 : 1)) };
}

/** The clocks of a question: of its promises, started in its half-open period. */
export function* cohortOf(
  { from, to, promises }: ProofQuestion,
  clocks: Iterable<readonly [clockId: string, ClockState]>,
): Generator<readonly [clockId: string, ClockState]> {
  const [start, end] = [new Date(from), new Date(to)];
  for (const clock of clocks) {
    const { promise, startedAt } = clock[1];
    if (startedAt >= start && startedAt < end && promises.includes(promise)) yield clock;
  }
}
