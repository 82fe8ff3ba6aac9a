import type { PoolClient } from '@hearback/postgres';

interface Index {
  drop: string;
  make: string;
}

const INDEXES = `select
    case when c.conname is null then format('drop index %s', i.indexrelid::regclass)
         else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
    case when c.conname is null then pg_get_indexdef(i.indexrelid)
         else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as make
  from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'p'
 where i.indrelid = any($1::regclass[])`;

/** Takes the indexes of tables away for a load and makes them again, exactly as they were. */
export async function withoutIndexes(
  client: PoolClient,
  tables: readonly string[],
  load: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<Index>(INDEXES, [tables]);
  for (const { drop } of rows) await client.query(drop);
  await load();
  for (const { make } of rows) await client.query(make);
}
