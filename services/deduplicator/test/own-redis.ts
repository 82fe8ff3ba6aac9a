import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@hearback/testing';
import { Redis } from 'ioredis';

/** A redis-server of one test file's own, which may be emptied, stopped and started. */
export interface OwnRedis {
  url: string;
  /** For looking and for emptying; reconnects by itself. */
  client: Redis;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it with an append-only file, as the bank would. The binary is `HEARBACK_REDIS_SERVER`, else `redis-server`. */
export async function ownRedis(): Promise<OwnRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'hearback-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 100, maxRetriesPerRequest: 50 });
  client.on('error', () => undefined);
  const kill = async () => {
    if (!server || server.exitCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  const start = async () => {
    server = spawn(process.env.HEARBACK_REDIS_SERVER || 'redis-server', argumentsOf(port, directory), {
      stdio: 'ignore',
    });
    await eventually(() => client.ping());
  };
  await start();
  return {
    url,
    client,
    kill,
    start,
    stop: async () => {
      client.disconnect();
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function argumentsOf(port: number, directory: string): string[] {
  const settings = { port, dir: directory, bind: '127.0.0.1', save: '', appendonly: 'yes', appendfsync: 'everysec' };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
