import type { Pool } from '@hearback/postgres';
import type { ExampleRow } from '../domain/relation-example';

/** Every pair that people linked or unlinked, in order of time, with the words in force now. */
export async function readRelationExamples(pool: Pool): Promise<ExampleRow[]> {
  const side = (f: string) => `json_build_object('feedbackId', ${f}.feedback_id, 'receivedAt', ${f}.received_at,
    'title', ${f}.title, 'text', ${f}.text, 'stars', ${f}.stars, 'sharedFrom', ${f}.details->>'sharedFrom',
    'identities', ${f}.customer->'identities')`;
  const { rows } = await pool.query<ExampleRow>(`
    select e.said, e.at, e.by_id as by, e.relation, ${side('f')} as feedback, ${side('o')} as other
      from relation_example e join feedback f on f.feedback_id = e.feedback_id
      join feedback o on o.feedback_id = e.other_id
     order by e.at, e.case_id, e.version`);
  return rows;
}
