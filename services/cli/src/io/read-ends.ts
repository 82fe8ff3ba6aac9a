import type { Pool } from '@hearback/postgres';
import type { EndRow } from '../domain/compare-ends';

/**
 * What `cases` says became of each feedback, and how many cases each one opened. A case whose only feedback a person
 * linked to another is empty: that feedback has joined the other.
 */
export async function readEnds(pool: Pool): Promise<EndRow[]> {
  const { rows } = await pool.query<EndRow>(`
    select e.feedback_id as "feedbackId", e.state, e.case_id as "caseId", coalesce(o.cases, 0) as "casesOpened"
      from cases.feedback_end e
      left join (select opened_by, count(*)::int as cases from cases.case_record
                  where feedbacks + mentions > 0 group by opened_by) o
        on o.opened_by = e.feedback_id`);
  return rows;
}

/**
 * The 24-hour clocks of each feedback's first content (a revision after the answer rightly starts another), and the opening
 * feedbacks whose case has a clock.
 */
export async function readClocks(pool: Pool): Promise<{ clocksStarted: Map<string, number>; covered: Set<string> }> {
  const started = await pool.query<{ feedbackId: string; clocks: number }>(`
    select feedback_id as "feedbackId", max(clocks)::int as clocks
      from (select feedback_id, count(*) as clocks from response.clock
             where promise in ('first-reply', 'next-reply') and withdrawn_reason is distinct from 'recomputed'
             group by feedback_id, instance) c
     group by feedback_id`);
  const covered = await pool.query<{ feedbackId: string }>(`
    select opened_by as "feedbackId" from cases.case_record r
     where exists (select 1 from response.clock c where c.case_id = r.case_id and c.promise in ('first-reply', 'next-reply'))`);
  return {
    clocksStarted: new Map(started.rows.map((row) => [row.feedbackId, row.clocks])),
    covered: new Set(covered.rows.map((row) => row.feedbackId)),
  };
}
