import { unseal } from '@hearback/access';
import type { CaseState } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import type { CallBackState } from '../domain/call-back';
import { claimInForce } from '../domain/call-claim';
import { maskName } from '../domain/mask-name';
import { maskPhone } from '../domain/mask-phone';
import { claimOf, type ClaimColumns } from './call-back-store';

export interface CallBackFilter {
  state: CallBackState;
  limit: number;
  /** Of the last one seen: where the next page begins. */
  after: { dueAt: Date; replyId: string } | null;
}

interface Row extends ClaimColumns {
  reply_id: string;
  case_id: string;
  case_state: CaseState;
  feedback_id: string;
  source_id: string;
  external_id: string | null;
  text: string;
  by_id: string;
  by_name: string;
  display_name: string | null;
  contacts: string | null;
  state: CallBackState;
  requested_at: Date;
  due_at: Date;
  attempts: number;
  last_tried_at: Date | null;
  call_id: string | null;
  spoken_at: Date | null;
  reason: string | null;
  closed_at: Date | null;
}

const COLUMNS = `select c.*, o.text, o.by_id, o.by_name, f.case_id, r.state as case_state,
       f.customer->>'displayName' as display_name, f.customer->>'contactsEncrypted' as contacts
  from call_back c
  join outgoing_reply o on o.reply_id = c.reply_id
  join feedback f on f.feedback_id = c.feedback_id
  join case_record r on r.case_id = f.case_id`;

export interface CallBackReader {
  pool: Pool;
  contactsKey: Buffer;
  now(): Date;
}

/** Call-backs in a state, the one that is due first first; numbers are masked. */
export async function listCallBacks(reader: CallBackReader, { state, limit, after }: CallBackFilter) {
  const { rows } = await reader.pool.query<Row>(
    `${COLUMNS} where c.state = $1 and ($2::timestamptz is null or (c.due_at, c.reply_id) > ($2, $3::uuid))
      order by c.due_at, c.reply_id limit $4`,
    [state, after?.dueAt ?? null, after?.replyId ?? null, limit],
  );
  return rows.map((row) => shown(row, reader));
}

/** One call-back with what was done about it; null when there is none. */
export async function findCallBack(reader: CallBackReader, replyId: string) {
  const { rows } = await reader.pool.query<Row>(`${COLUMNS} where c.reply_id = $1`, [replyId]);
  const [row] = rows;
  return row ? { ...shown(row, reader), history: await historyOf(reader.pool, replyId) } : null;
}

async function historyOf(pool: Pool, replyId: string) {
  const { rows } = await pool.query<{ at: Date; kind: string; by_id: string; by_name: string; data: object }>(
    'select at, kind, by_id, by_name, data from call_back_history where reply_id = $1 order by entry',
    [replyId],
  );
  return rows.map(({ at, kind, by_id: id, by_name: name, data }) => ({
    at: at.toISOString(),
    kind,
    by: { id, name },
    data,
  }));
}

function shown(row: Row, { contactsKey, now }: CallBackReader) {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    replyId: row.reply_id,
    caseId: row.case_id,
    caseState: row.case_state,
    feedbackId: row.feedback_id,
    sourceId: row.source_id,
    externalId: row.external_id,
    customer: { name: maskName(row.display_name ?? undefined), phone: phoneOf(row.contacts, contactsKey) },
    text: row.text,
    requestedBy: { id: row.by_id, name: row.by_name },
    requestedAt: row.requested_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    state: row.state,
    claim: claimInForce(claimOf(row), now()),
    attempts: row.attempts,
    lastTriedAt: iso(row.last_tried_at),
    callId: row.call_id,
    spokenAt: iso(row.spoken_at),
    reason: row.reason,
    closedAt: iso(row.closed_at),
  };
}

/** Null without a number, and when it was sealed with another HEARBACK_SECRET. */
function phoneOf(sealed: string | null, key: Buffer): string | null {
  if (sealed === null) return null;
  try {
    const { phone } = JSON.parse(unseal(key, sealed).toString('utf8')) as { phone?: unknown };
    return typeof phone === 'string' && phone !== '' ? maskPhone(phone) : null;
  } catch {
    return null;
  }
}
