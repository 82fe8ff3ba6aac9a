import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { isDeepStrictEqual } from 'node:util';
import { businessCalendarSchema, type BusinessCalendar } from '../domain/calendar/business-calendar';
import { readPolicyDocument } from '../domain/policy-pack/lift-policy';
import type { PolicyPack } from '../domain/policy-pack/policy-pack';
import type { InForce } from '../domain/promise-policy';
import type { Rules } from './policy-files';

type Queryable = Pick<PoolClient, 'query'>;

/** Every policy and calendar there was, by time; read again only when one was added. */
export type ReadInForce = (client: Queryable) => Promise<InForce>;

const APPLIES = `case when exists (select 1 from policy) then date_trunc('milliseconds', now()) else 'epoch'::timestamptz end`;
const KNOWN = `case when exists (select 1 from calendar where calendar_id = $1)
  then date_trunc('milliseconds', now()) else 'epoch'::timestamptz end`;

/**
 * Puts packs and calendars in force from now on, unless they are already; the very first hold for all time before as
 * well. Promises that have started keep their terms; where a calendar changed, the cases that run on it are computed
 * again.
 * @throws Error when a version is known with other content: a version never changes its meaning
 */
export async function putInForce(pool: Pool, { packs, calendars }: Rules): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`lock table policy, calendar in share row exclusive mode`);
    await putPolicy(client, packs);
    for (const calendar of calendars) await putCalendar(client, calendar);
  });
}

async function putPolicy(client: Queryable, packs: readonly PolicyPack[]): Promise<void> {
  const version = packs.map((pack) => pack.version).join('+');
  const { rows } = await client.query<{ version: string; document: unknown }>(
    'select version, document from policy order by applies_from desc',
  );
  const meant = new Map(packs.map((pack) => [pack.version, pack]));
  for (const row of rows)
    for (const known of packsOf(row.document)) {
      const mine = meant.get(known.version);
      if (mine && !isDeepStrictEqual(plain(mine.terms), plain(known.terms)))
        throw new Error(`policy ${known.version} is in force with other terms; give the changed policy a new version`);
    }
  if (rows[0]?.version === version) return;
  await client.query(`insert into policy (applies_from, version, document) values (${APPLIES}, $1, $2)`, [
    version,
    JSON.stringify({ packs }),
  ]);
}

async function putCalendar(client: Queryable, calendar: BusinessCalendar): Promise<void> {
  const { rows } = await client.query<{ version: string; document: unknown }>(
    'select version, document from calendar where calendar_id = $1 order by known_from desc',
    [calendar.id],
  );
  const known = rows.find((row) => row.version === calendar.version);
  if (known && !isDeepStrictEqual(known.document, plain(calendar)))
    throw new Error(
      `calendar ${calendar.id} ${calendar.version} is known with other days; give the changed calendar a new version`,
    );
  if (rows[0]?.version === calendar.version) return;
  await client.query(
    `insert into calendar (calendar_id, known_from, version, document) values ($1, ${KNOWN}, $2, $3)`,
    [calendar.id, calendar.version, JSON.stringify(calendar)],
  );
  await client.query(
    `insert into case_to_recompute (case_id)
     select distinct case_id from clock where state = 'running' and starts_with(calendar_version, $1 || '@')
     on conflict do nothing`,
    [calendar.id],
  );
}

function packsOf(document: unknown): PolicyPack[] {
  const packs = (document as { packs?: unknown[] }).packs ?? [document];
  return packs.map((pack) => {
    const result = readPolicyDocument(pack);
    if (!result.ok) throw new Error(`a stored policy cannot be read:\n${result.faults.join('\n')}`);
    return result.pack;
  });
}

// As PostgreSQL gives it back.
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** Reads what is in force, and keeps it until a row was added: rows are never changed. */
export function inForceReader(): ReadInForce {
  let known: { rows: string; inForce: InForce } | null = null;
  return async (client) => {
    const { rows } = await client.query<{ rows: string }>({
      name: 'count-in-force',
      text: `select (select count(*) from policy) || ' ' || (select count(*) from calendar) as rows`,
    });
    const now = rows[0]!.rows;
    if (known?.rows !== now) known = { rows: now, inForce: await readInForce(client) };
    return known.inForce;
  };
}

async function readInForce(client: Queryable): Promise<InForce> {
  const policies = await client.query<{ applies_from: Date; document: unknown }>(
    'select applies_from, document from policy order by applies_from',
  );
  const calendars = await client.query<{ known_from: Date; document: unknown }>(
    'select known_from, document from calendar order by known_from',
  );
  return {
    policies: policies.rows.map((row) => ({ appliesFrom: row.applies_from, packs: packsOf(row.document) })),
    calendars: calendars.rows.map((row) => ({
      knownFrom: row.known_from,
      calendar: businessCalendarSchema.parse(row.document),
    })),
  };
}
