import type { CaseChange, LabelValues } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';

/** The same words in so many cases, within so many days to either side, are a bulk text. */
const BULK_CASES = 5;
const BULK_DAYS = 7;

/** Everything that happened to a case, in order, with its words and, for labels that changed, what they were before. */
export async function timelineOf(pool: Pool, caseId: string) {
  const { rows } = await pool.query<{
    version: number;
    at: Date;
    change: CaseChange;
    by_id: string | null;
    by_name: string | null;
    text: string | null;
    reply_by: string | null;
    reply_by_name: string | null;
    reply_text: string | null;
    before: LabelValues | null;
    after: LabelValues | null;
    bulk: number | null;
  }>(
    `select h.version, h.at, h.change, h.by_id, h.by_name, h.text, r.by_id as reply_by, r.by_name as reply_by_name,
            r.text as reply_text, coalesce(c.before, m.before::jsonb) as before,
            coalesce(c.after, m.after::jsonb) as after, bulk.cases as bulk
       from history h
       left join reply r on h.kind = 'replied' and r.reply_id = (h.change->>'replyId')::uuid
       left join label_correction c on h.kind = 'reclassified' and c.case_id = h.case_id and c.version = h.version
       left join relabelling m on h.kind = 'relabelled' and m.case_id = h.case_id and m.version = h.version
       left join lateral (
         select count(distinct s.case_id)::int as cases from reply s
          where s.words_key = r.words_key and s.case_id is not null
            and s.observed_at between r.observed_at - $2 * interval '1 day' and r.observed_at + $2 * interval '1 day'
       ) as bulk on r.words_key is not null
      where h.case_id = $1 order by h.version`,
    [caseId, BULK_DAYS],
  );
  return rows.map((row) => {
    const { kind, ...data } = row.change;
    const text = row.text ?? row.reply_text;
    const { before, after } = row;
    return {
      version: row.version,
      at: row.at.toISOString(),
      kind,
      by: personOf(row.by_id ?? row.reply_by, row.by_name ?? row.reply_by_name),
      data: {
        ...withoutCustomerKey(data),
        ...(text === null ? {} : { text }),
        ...(before === null ? {} : { before, after }),
        // How many cases got the same words around that time: a text for many is shown as such.
        ...(row.bulk !== null && row.bulk >= BULK_CASES ? { bulk: row.bulk } : {}),
      },
    };
  });
}

function personOf(id: string | null, name: string | null): { id: string; name: string | null } | null {
  return id === null ? null : { id, name };
}

// The keyed hash of an identity is of no use to people.
function withoutCustomerKey(data: object): object {
  const shown: Record<string, unknown> = { ...data };
  delete shown['customerKey'];
  if (shown['feedback']) shown['feedback'] = withoutCustomerKey(shown['feedback'] as object);
  return shown;
}
