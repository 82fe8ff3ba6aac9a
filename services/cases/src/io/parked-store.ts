import { arrayLiteral, type Pool } from '@hearback/postgres';

export interface ParkedRow {
  parkedTopic: string;
  /** `<partition>:<offset>` on the parked topic. */
  position: string;
  subject: string;
  holdsFeedback: boolean;
  service: string;
  reason: string;
  at: Date;
}

export async function insertParked(pool: Pool, rows: readonly ParkedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await pool.query(
    `insert into parked (parked_topic, position, subject, holds_feedback, service, reason, at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::timestamptz[])
     on conflict do nothing`,
    [
      arrayLiteral(rows.map((row) => row.parkedTopic)),
      arrayLiteral(rows.map((row) => row.position)),
      arrayLiteral(rows.map((row) => row.subject)),
      arrayLiteral(rows.map((row) => row.holdsFeedback)),
      arrayLiteral(rows.map((row) => row.service)),
      arrayLiteral(rows.map((row) => row.reason)),
      arrayLiteral(rows.map((row) => row.at.toISOString())),
    ],
  );
}

/** Marks records whose replay is over; they are no end any more. */
export async function endParked(
  pool: Pool,
  places: readonly Pick<ParkedRow, 'parkedTopic' | 'position'>[],
): Promise<void> {
  if (places.length === 0) return;
  await pool.query(
    `update parked p set over = true from unnest($1::text[], $2::text[]) as n (parked_topic, position)
      where p.parked_topic = n.parked_topic and p.position = n.position`,
    [places.map((place) => place.parkedTopic), places.map((place) => place.position)],
  );
}
