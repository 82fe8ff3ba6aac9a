import type { Pool } from '@hearback/postgres';

const AT_MOST = 500;
/** A late link is made by the target's arrival; the sweep only repairs those that missed each other by seconds. */
const LINK_REPAIR_MS = 600_000;

/**
 * Feedbacks to decide now: waiting since before `waitedSince`, or waiting for (or to be linked to) what has an end by
 * now, or with a reply or a deletion at the source that waits for them although they have an end.
 */
export async function findDue(
  pool: Pool,
  waitedSince: Date,
): Promise<{ feedback_id: string; relation_of: string | null }[]> {
  const { rows } = await pool.query<{ feedback_id: string; relation_of: string | null }>(
    `(select f.feedback_id, f.relation_of
        from feedback f left join feedback target on target.feedback_id = f.relation_of
       where (f.state = 'waiting' and (f.waiting_since <= $1 or target.state <> 'waiting'))
          or (f.link_pending and f.waiting_since > $2 and target.state <> 'waiting')
       order by f.waiting_since limit ${AT_MOST})
     union
     (select f.feedback_id, f.relation_of
        from reply r join feedback f using (feedback_id)
       where not r.settled and f.state <> 'waiting' limit ${AT_MOST})
     union
     (select f.feedback_id, f.relation_of
        from taken_down t join feedback f using (feedback_id)
       where not t.settled and f.state <> 'waiting' limit ${AT_MOST})`,
    [waitedSince, new Date(waitedSince.getTime() - LINK_REPAIR_MS)],
  );
  return rows;
}
