import type { Pool } from '@hearback/postgres';
import type { EndRow } from '../domain/compare-ends';

/** What `cases` says became of each feedback, and how many cases each one opened. */
export async function readEnds(pool: Pool): Promise<EndRow[]> {
  const { rows } = await pool.query<EndRow>(`
    select e.feedback_id as "feedbackId", e.state, e.case_id as "caseId",
           (select count(*)::int from cases.history h
             where h.kind = 'opened' and h.case_id = e.case_id and h.feedback_id = e.feedback_id) as "casesOpened"
      from cases.feedback_end e`);
  return rows;
}

/** Which feedback started how many first-reply clocks, and which feedbacks a clock holds. */
export async function readClocks(pool: Pool): Promise<{ clocksStarted: Map<string, number>; covered: Set<string> }> {
  const started = await pool.query<{ feedbackId: string; clocks: number }>(
    `select feedback_id as "feedbackId", count(*)::int as clocks from response.clock group by feedback_id`,
  );
  const covered = await pool.query<{ feedbackId: string }>(
    `select feedback_id as "feedbackId" from response.clock_feedback`,
  );
  return {
    clocksStarted: new Map(started.rows.map((row) => [row.feedbackId, row.clocks])),
    covered: new Set(covered.rows.map((row) => row.feedbackId)),
  };
}
