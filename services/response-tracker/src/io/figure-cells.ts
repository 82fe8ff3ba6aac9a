import type { Dimension } from '@hearback/proof';

/** What of a clock, or of an event of it, the figures need; both tables name these columns alike. */
const COUNTED = ['promise', 'channel', 'product', 'cause', 'branch', 'team', 'owner', 'confirmed', 'withdrawn_reason'];

/** The same columns, and the state, of one table. */
export function countedOf(table: string, state = `${table}.state`): string {
  return `${COUNTED.map((name) => `${table}.${name}`).join(', ')}, ${state} as state`;
}

// `keyIn` of libs/proof, said to the database; a test holds the two together.
const KEYS: Record<Dimension, string> = {
  total: `''`,
  channel: 'r.channel',
  product: 'r.product',
  cause: 'r.cause',
  branch: `coalesce(r.branch, '')`,
  team: `case when r.state in ('met', 'missed') then coalesce(r.team, '') end`,
  owner: `case when r.state in ('met', 'missed') then coalesce(r.owner, '') end`,
  'withdrawn-reason': `case when r.state = 'withdrawn' then coalesce(r.withdrawn_reason, '') end`,
};

/** By which key a row of a clock stands in a dimension; null where it does not. */
export function keySql(dimension: Dimension): string {
  return KEYS[dimension];
}

/**
 * The counts of rows (`countedOf` and a number `n` of promises each stands for, negative to take back) in some dimensions.
 */
export function countCells(dimensions: readonly Dimension[], rows: string): string {
  const cells = dimensions.map((dimension) => `('${dimension}', ${KEYS[dimension]})`).join(', ');
  return `select r.promise, cell.dimension, cell.key,
                 coalesce(sum(r.n) filter (where r.state = 'met'), 0)::int as met,
                 coalesce(sum(r.n) filter (where r.state = 'met' and r.confirmed), 0)::int as confirmed,
                 coalesce(sum(r.n) filter (where r.state = 'missed'), 0)::int as missed,
                 coalesce(sum(r.n) filter (where r.state = 'running'), 0)::int as running,
                 coalesce(sum(r.n) filter (where r.state = 'withdrawn'), 0)::int as withdrawn
            from (${rows}) as r cross join lateral (values ${cells}) as cell (dimension, key)
           where cell.key is not null group by 1, 2, 3`;
}
