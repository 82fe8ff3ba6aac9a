import type { LabelValues } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';

/** What people have said of a text: a line that `hearback train --data` reads. An axis nobody corrected is not there. */
export type LabelExample = { text: string; title?: string; channel: string } & Partial<LabelValues>;

/** Every case whose labels a person corrected, with the words in force now of the feedback that opened it. */
export async function readLabelExamples(pool: Pool): Promise<LabelExample[]> {
  const { rows } = await pool.query<{ text: string; title: string | null; channel: string; corrected: object }>(`
    select f.text, f.title, f.channel, c.corrected
      from case_record c join feedback f on f.feedback_id = c.opened_by
     where c.corrected is not null and f.text <> ''
     order by f.received_at, f.feedback_id`);
  return rows.map(({ text, title, channel, corrected }) => ({
    text,
    ...(title === null ? {} : { title }),
    channel,
    ...corrected,
  }));
}
