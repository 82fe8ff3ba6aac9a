import { allTopics, apiKeyChanged } from '@hearback/contracts';
import { deriveKeys, hashToken } from '@hearback/access';
import { connectKafka, createPublisher, createTopics } from '@hearback/kafka';
import { startTestServers } from '@hearback/local';
import { createPool, migrate } from '@hearback/postgres';
import { sealingKeyPair } from '@hearback/proof';
import { startTelemetry } from '@hearback/telemetry';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { TRACKER, trackerParts } from './tracker-parts';

const SECRET = 'benchmark secret of at least thirty-two characters';
const TOKEN = 'hbk_benchmark-of-the-tracker';
const READY_MS = 60_000;

/**
 * Empty servers of our own, or those that KAFKA_BROKERS, DATABASE_URL and REDIS_URL name, with the tracker's tables,
 * topics and a key to read with.
 */
export async function trackerWorld() {
  const servers = await startTestServers(process.env);
  const telemetry = startTelemetry({ service: 'bench', version: '0', logLevel: 'silent' });
  const connection = connectKafka({
    brokers: servers.kafkaBrokers.split(','),
    clientId: 'bench',
    topicPrefix: '',
    telemetry,
  });
  await createTopics(connection, allTopics());
  const publisher = await createPublisher(connection, {
    service: 'bench',
    telemetry,
  });
  await publishKey(publisher);
  const pool = createPool({ url: servers.databaseUrl, schema: 'response', telemetry });
  await migrate(pool, { schema: 'response', directory: join(TRACKER, 'migrations') });
  const parts = trackerParts();
  await parts.putInForce(
    pool,
    await parts.readRules({ HEARBACK_POLICY_PACKS: ['china-2020'], HEARBACK_CALENDARS: [] }),
  );
  const env = {
    ...process.env,
    LOG_LEVEL: 'warn',
    KAFKA_BROKERS: servers.kafkaBrokers,
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    HEARBACK_SECRET: SECRET,
  };
  return {
    publisher,
    pool,
    parts,
    databaseUrl: servers.databaseUrl,
    redisUrl: servers.redisUrl,
    signer: sealingKeyPair(deriveKeys(SECRET).sealing),
    startTracker: () => startTracker(env),
    close: async () => {
      await publisher.stop();
      await pool.end();
      await servers.stop();
    },
  };
}
export type TrackerWorld = Awaited<ReturnType<typeof trackerWorld>>;

async function publishKey(publisher: Awaited<ReturnType<typeof createPublisher>>): Promise<void> {
  const changedAt = new Date().toISOString();
  const key = { kind: 'api-key' as const, keyId: 'bench', name: 'benchmark', tokenHash: hashToken(TOKEN), changedAt };
  await publisher.publish(apiKeyChanged, { ...key, scopes: ['read'], sourceIds: [] });
  await publisher.publish(apiKeyChanged, { kind: 'snapshot-complete', at: changedAt });
}

export interface TrackerProcess {
  url: string;
  /** The answer's text. @throws Error unless it is 200 */
  get(path: string): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** The tracker as a process of its own, from the build, with what it does by default. */
async function startTracker(env: NodeJS.ProcessEnv): Promise<TrackerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(TRACKER, 'main.js')], {
    env: { ...env, PORT: String(port) },
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const giveUp = Date.now() + READY_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > giveUp) throw new Error('the tracker did not become ready');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    get: async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
      return text;
    },
    signal: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const isReady = (url: string) =>
  fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
