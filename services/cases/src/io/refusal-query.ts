import type { Channel, FeedbackRefused } from '@hearback/contracts';
import type { Pool } from '@hearback/postgres';
import type { RefusalState } from '../domain/refusal';

/** What people ask for; null asks for nothing. */
export interface RefusalFilter {
  /** Received in [from, to). */
  from: Date | null;
  to: Date | null;
  sourceId: string | null;
  /** One of its reasons, such as `wrong-type`. */
  reason: string | null;
  /** With its version (`typeform/v1`) or in all of them (`typeform`). */
  format: string | null;
  state: RefusalState | null;
}

/** The condition of a filter; its values are parameters from `first` on. */
export function filterSql(first: number): string {
  const [from, to, sourceId, reason, format, state] = [0, 1, 2, 3, 4, 5].map((at) => `$${first + at}`);
  return `(${from}::timestamptz is null or received_at >= ${from})
      and (${to}::timestamptz is null or received_at < ${to})
      and (${sourceId}::text is null or source_id = ${sourceId})
      and (${reason}::text is null or reasons @> jsonb_build_array(jsonb_build_object('reason', ${reason}::text)))
      and (${format}::text is null or format = ${format} or starts_with(format, ${format} || '/v'))
      and (${state}::text is null or state = ${state})`;
}

export function filterValues({ from, to, sourceId, reason, format, state }: RefusalFilter): unknown[] {
  return [from, to, sourceId, reason, format, state];
}

export interface ListedRefusal {
  refusedId: string;
  sourceId: string;
  channel: Channel;
  receivedAt: string;
  format: string;
  reasons: FeedbackRefused['reasons'];
  truncated: boolean;
  state: RefusalState;
  /** Since when it is being read again; null when it is not. */
  replayingSince: string | null;
  closedAt: string | null;
  feedbackIds: string[];
}

interface Row {
  refused_id: string;
  source_id: string;
  channel: Channel;
  received_at: Date;
  format: string;
  reasons: FeedbackRefused['reasons'];
  truncated: boolean;
  state: RefusalState;
  replay_id: string | null;
  replay_requested_at: Date | null;
  closed_at: Date | null;
  feedback_ids: string[];
}

const COLUMNS = `refused_id, source_id, channel, received_at, format, reasons, truncated, state, replay_id,
  replay_requested_at, closed_at, feedback_ids`;

/** The newest first, at most `limit`. */
export async function listRefusals(
  pool: Pool,
  filter: RefusalFilter,
  page: { limit: number; after: { receivedAt: Date; refusedId: string } | null },
): Promise<ListedRefusal[]> {
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from refusal
      where ($2::timestamptz is null or (received_at, refused_id) < ($2, $3::uuid)) and ${filterSql(4)}
      order by received_at desc, refused_id desc limit $1`,
    [page.limit, page.after?.receivedAt ?? null, page.after?.refusedId ?? null, ...filterValues(filter)],
  );
  return rows.map(itemOf);
}

export interface OpenBySource {
  sourceId: string;
  open: number;
  oldestAt: string;
}

/** How many refusals are open of each source that has any. */
export async function countOpenBySource(pool: Pool): Promise<OpenBySource[]> {
  const { rows } = await pool.query<{ source_id: string; open: number; oldest: Date }>(
    `select source_id, count(*)::int as open, min(received_at) as oldest from refusal
      where state = 'open' group by source_id order by source_id`,
  );
  return rows.map(({ source_id: sourceId, open, oldest }) => ({ sourceId, open, oldestAt: oldest.toISOString() }));
}

export interface RefusalHistoryEntry {
  at: string;
  kind: string;
  by: { id: string; name: string } | null;
  data: Record<string, unknown>;
}

/** A refusal with what was done with it; `event` is as it was refused, its original sealed. */
export async function findRefusal(
  pool: Pool,
  refusedId: string,
): Promise<{ refusal: ListedRefusal; event: FeedbackRefused | null; history: RefusalHistoryEntry[] } | null> {
  const { rows } = await pool.query<Row & { event: FeedbackRefused | null }>(
    `select ${COLUMNS}, event from refusal where refused_id = $1`,
    [refusedId],
  );
  const [row] = rows;
  if (!row) return null;
  const history = await pool.query<{
    at: Date;
    kind: string;
    by_id: string | null;
    by_name: string | null;
    data: Record<string, unknown>;
  }>('select at, kind, by_id, by_name, data from refusal_history where refused_id = $1 order by entry', [refusedId]);
  return {
    refusal: itemOf(row),
    event: row.event,
    history: history.rows.map(({ at, kind, by_id: id, by_name: name, data }) => ({
      at: at.toISOString(),
      kind,
      by: id === null ? null : { id, name: name ?? id },
      data,
    })),
  };
}

function itemOf(row: Row): ListedRefusal {
  return {
    refusedId: row.refused_id,
    sourceId: row.source_id,
    channel: row.channel,
    receivedAt: row.received_at.toISOString(),
    format: row.format,
    reasons: row.reasons,
    truncated: row.truncated,
    state: row.state,
    replayingSince: row.replay_id === null ? null : (row.replay_requested_at?.toISOString() ?? null),
    closedAt: row.closed_at?.toISOString() ?? null,
    feedbackIds: row.feedback_ids,
  };
}
