import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { LaunchError } from '../launch-error';
import type { ServerPlan } from './server';
import type { ServerBinaries } from './server-binaries';
import { unprivilegedUser } from './unprivileged-user';

const run = promisify(execFile);
const USER = 'hearback';
const DATABASE = 'hearback';

/** "Fast shutdown": running transactions are rolled back, everything committed is on disk. */
export const POSTGRES_STOP: ServerPlan['stop'] = { signal: 'SIGINT', withinMs: 30_000 };

export interface PostgresOptions {
  binaries: ServerBinaries;
  /** Its folder; as root, somewhere an unprivileged user can reach. */
  directory: string;
  port: number;
  /** Password of the one user; fixed when the data folder is made. */
  password: string;
  logFile: string;
}

/** One PostgreSQL on the loopback interface only, durable, with one password-protected user and one database. */
export function postgresServer(options: PostgresOptions): ServerPlan {
  const user = unprivilegedUser();
  const data = join(options.directory, 'data');
  const address = `postgresql://${USER}:${options.password}@127.0.0.1:${options.port}/${DATABASE}`;
  return {
    name: 'postgres',
    title: 'PostgreSQL',
    port: options.port,
    address,
    run: {
      command: join(options.binaries.postgres, 'bin', 'postgres'),
      args: ['-D', data, '-p', String(options.port), ...SETTINGS.flatMap((setting) => ['-c', setting])],
      logFile: options.logFile,
      user,
    },
    stop: POSTGRES_STOP,
    prepare: () => prepare(options, data, user),
    check: () => checkDatabase(address),
  };
}

// No Unix socket: its path has a length limit that a deep checkout exceeds. Connections: every service has a pool.
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300'];

type User = { uid: number; gid: number } | undefined;

// Made under another name first: a folder called data is always a whole one, whenever we were interrupted.
async function prepare(options: PostgresOptions, data: string, user: User): Promise<void> {
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  await chmod(options.directory, 0o700);
  if (user) await chown(options.directory, user.uid, user.gid);
  if (existsSync(data)) return;
  const unfinished = join(options.directory, 'uninitialised');
  const passwordFile = join(options.directory, 'password');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  try {
    const settings = ['-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C'];
    await run(join(options.binaries.postgres, 'bin', 'initdb'), ['-D', unfinished, ...settings], { cwd: '/', ...user });
  } catch (error) {
    throw new LaunchError(
      `PostgreSQL could not make its data folder:\n${(error as { stderr?: string }).stderr ?? error}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, data);
}

/** Resolves when the database answers; a server that lacks our database gets it. */
async function checkDatabase(address: string): Promise<void> {
  await query(address, 'select 1').catch(async (error: { code?: string }) => {
    if (error.code !== INVALID_CATALOG_NAME) throw error;
    const administration = new URL(address);
    administration.pathname = '/postgres';
    await query(administration.toString(), `create database ${DATABASE}`);
  });
}

// https://www.postgresql.org/docs/18/errcodes-appendix.html
const INVALID_CATALOG_NAME = '3D000';

/** Runs one statement on a connection of its own, giving up after a few seconds. */
export async function query(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000, query_timeout: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
