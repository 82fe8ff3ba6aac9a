import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { testServers } from './servers';

export interface TestDatabase {
  /** Connection string of an empty database of its own. */
  url: string;
  drop(): Promise<void>;
}

/** Creates an empty database on the real server; `drop` ends its connections and removes it. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `t${randomBytes(6).toString('hex')}`;
  await asAdministrator(`create database ${name}`);
  const url = new URL(testServers().databaseUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => asAdministrator(`drop database if exists ${name} with (force)`) };
}

async function asAdministrator(sql: string): Promise<void> {
  const client = new Client({ connectionString: testServers().databaseUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
