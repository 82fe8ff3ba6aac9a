import type { PromiseKind } from '@hearback/contracts';
import type { PoolClient } from '@hearback/postgres';
import type { Countable } from '@hearback/proof';
import type { Change, Sealable } from '../domain/seal-events';

type Queryable = Pick<PoolClient, 'query'>;

interface Range {
  /** Positions: after this one … */
  after: number;
  /** … up to this one. */
  upTo: number;
}

/** The next events after a position, up to another and at most so many; null when there is none. */
export async function readSealable(
  client: Queryable,
  { after, upTo, limit }: Range & { limit: number },
): Promise<(Sealable & { events: number }) | null> {
  const { rows } = await client.query<{ position: string | null; events: number }>({
    name: 'sealable-end',
    text: `select max(position) as position, count(*)::int as events
             from (select position from clock_event where position > $1 and position <= $2 order by position limit $3) as page`,
    values: [after, upTo, limit],
  });
  const { position, events } = rows[0]!;
  if (position === null) return null;
  const range = { after, upTo: Number(position) };
  return {
    links: await readLinks(client, range),
    changes: await readChanges(client, range),
    position: range.upTo,
    events,
  };
}

const LINK_DIGITS = 64;

// One row for each day: thousands of events cost the process a few strings.
async function readLinks(client: Queryable, { after, upTo }: Range): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ day: string; links: string }>({
    name: 'sealable-links',
    text: `select to_char(started_at at time zone 'UTC', 'YYYY-MM-DD') as day,
                  string_agg(encode(hash, 'hex'), '' order by position) as links
             from clock_event where position > $1 and position <= $2 group by 1 order by 1`,
    values: [after, upTo],
  });
  return new Map(rows.map(({ day, links }) => [day, links.match(EACH_LINK) ?? []]));
}

const EACH_LINK = new RegExp(`.{${LINK_DIGITS}}`, 'g');

interface ChangeRow {
  count: number;
  promise: PromiseKind;
  hour: Date;
  channel: string;
  branch: string | null;
  started: boolean;
  was: Place;
  is: Place;
}

type Place = [
  state: Countable['state'],
  product: string,
  cause: string,
  owner: string | null,
  team: string | null,
  confirmed: boolean,
  withdrawnReason: string | null,
];

const PLACE = (of: string) =>
  `jsonb_build_array(${of}.state, ${of}.product, ${of}.cause, ${of}.owner, ${of}.team, ${of}.confirmed, ${of}.withdrawn_reason)`;

// Events that change the same cells in the same way are counted by the database; those that change none are left out.
async function readChanges(client: Queryable, { after, upTo }: Range): Promise<Change[]> {
  const { rows } = await client.query<ChangeRow>({
    name: 'sealable-changes',
    text: `select count(*)::int as count, promise, hour, channel, branch, started, was, "is"
             from (select e.promise, date_trunc('hour', e.started_at, 'UTC') as hour, e.channel, e.branch,
                          b.clock_id is null as started, ${PLACE('b')} as was, ${PLACE('e')} as "is"
                     from clock_event e
                     left join clock_event b on b.clock_id = e.clock_id and b.sequence = e.sequence - 1
                    where e.position > $1 and e.position <= $2) as change
            where started or was <> "is"
            group by promise, hour, channel, branch, started, was, "is"`,
    values: [after, upTo],
  });
  return rows.map((row) => ({
    before: row.started ? null : countable(row, row.was),
    after: countable(row, row.is),
    count: row.count,
  }));
}

function countable({ promise, hour, channel, branch }: ChangeRow, place: Place): Countable {
  const [state, product, cause, owner, team, confirmed, withdrawnReason] = place;
  return {
    promise,
    startedAt: hour,
    channel,
    branch,
    state,
    product,
    cause,
    owner,
    team,
    confirmed,
    withdrawnReason,
  };
}
