import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { stopProcess } from '../src/io/detached-process';
import { freePorts } from '../src/io/free-ports';
import { findProcess } from '../src/io/process-identity';

jest.setTimeout(120_000);

interface Kept {
  fault?: string;
  kafkaBrokers: string;
  databaseUrl: string;
  redisUrl: string;
  pids: { kafka: number; postgres: number; redis: number };
  data: string;
}

// Mode 700, as a checkout in root's home has: nobody but us reaches anything below it.
const folder = mkdtempSync(join(tmpdir(), 'hearback-servers-'));
let ports: object;
let data: string | undefined;
let running: Kept['pids'];
const launchers: ChildProcess[] = [];

beforeAll(async () => {
  const [kafka, kafkaController, postgres, redis] = await freePorts(4);
  ports = { kafka, kafkaController, postgres, redis };
});

afterAll(async () => {
  // The last of them stops the servers; the others have gone already.
  for (const launcher of launchers) await ended(launcher, 'SIGTERM');
  if (data) await rm(data, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

function launcher(env: object = {}): Promise<Kept> & { process: ChildProcess } {
  const child = spawn(process.execPath, [join(__dirname, 'keep-servers.cjs')], {
    env: { ...withoutServers(), HEARBACK_DIRECTORY: join(folder, 'own'), TEST_PORTS: JSON.stringify(ports), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  launchers.push(child);
  const said = new Promise<Kept>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Kept));
    child.once('exit', () => reject(new Error('the launcher ended without a word')));
  });
  return Object.assign(said, { process: child });
}

function withoutServers(): NodeJS.ProcessEnv {
  const { KAFKA_BROKERS: _k, DATABASE_URL: _d, REDIS_URL: _r, ...rest } = process.env;
  return rest;
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

const TOPIC = 'kept';

async function writeEverywhere(servers: Kept): Promise<void> {
  const redis = new Redis(servers.redisUrl);
  await redis.set(TOPIC, '手续费');
  await redis.quit();
  await sql(servers, `create table ${TOPIC} as select '手續費' as word`);
  const kafka = kafkaOf(servers);
  const producer = kafka.producer();
  await producer.connect();
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 1 }], waitForLeaders: true });
  await producer.send({ topic: TOPIC, acks: -1, messages: [{ value: 'fee' }] });
  await Promise.all([producer.disconnect(), admin.disconnect()]);
}

async function readEverywhere(servers: Kept): Promise<object> {
  const redis = new Redis(servers.redisUrl);
  const admin = kafkaOf(servers).admin();
  await admin.connect();
  const read = {
    redis: await redis.get(TOPIC),
    postgres: await sql(servers, `select word from ${TOPIC}`),
    kafka: (await admin.fetchTopicOffsets(TOPIC)).map(({ offset }) => offset),
  };
  await Promise.all([redis.quit(), admin.disconnect()]);
  return read;
}

const WRITTEN = { redis: '手续费', postgres: [{ word: '手續費' }], kafka: ['1'] };

function kafkaOf(servers: Kept): Kafka {
  return new Kafka({ brokers: [servers.kafkaBrokers], logLevel: logLevel.NOTHING, retry: { retries: 10 } });
}

async function sql(servers: Kept, statement: string): Promise<object[]> {
  const client = new Client({ connectionString: servers.databaseUrl });
  await client.connect();
  const { rows } = await client.query<object>(statement);
  await client.end();
  return rows;
}

test('what a killed launcher left is taken over, what was killed with it starts again, and no data are lost', async () => {
  const first = launcher();
  const left = await first;
  data = left.data;
  await writeEverywhere(left);
  await ended(first.process, 'SIGKILL');

  const second = launcher();
  const taken = await second;
  expect(taken.pids).toEqual(left.pids);
  expect(await readEverywhere(taken)).toEqual(WRITTEN);

  await ended(second.process, 'SIGKILL');
  // Gone when it resolves: one that is still ending would be taken over.
  const kill = (pid: number) => stopProcess(findProcess(pid)!, { signal: 'SIGKILL', withinMs: 30_000 });
  await Promise.all(Object.values(taken.pids).map(kill));
  const third = await launcher();
  expect(third).not.toHaveProperty('fault');
  for (const name of ['kafka', 'postgres', 'redis'] as const) expect(third.pids[name]).not.toBe(taken.pids[name]);
  expect(await readEverywhere(third)).toEqual(WRITTEN);
  running = third.pids;
});

test('a second launcher on the same data is refused in one sentence', async () => {
  expect(await launcher()).toEqual({ fault: expect.stringMatching(/^Hearback is already running .* `kill \d+`/) });
});

test('the data of each server lie closed to others, in a checkout that is closed itself', async () => {
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of ['kafka', 'postgres', 'redis'])
    expect([name, statSync(join(data!, name)).mode & 0o777]).toEqual([name, 0o700]);
});

test('an orderly stop ends every server', async () => {
  const last = launchers.find((child) => child.exitCode === null && child.signalCode === null)!;
  await ended(last, 'SIGTERM');
  expect(Object.values(running).map(findProcess)).toEqual([null, null, null]);
});

test('a port that is taken is named together with the way out', async () => {
  const taken = await listening();
  const { port } = taken.address() as { port: number };
  const refused = launcher({ TEST_PORTS: JSON.stringify({ ...ports, kafka: port }) });
  expect(await refused).toEqual({
    fault: expect.stringMatching(`^Port ${port}, where Kafka should listen, .*HEARBACK_KAFKA_PORT=….*KAFKA_BROKERS=…`),
  });
  taken.close();
});

test('a server that is given but does not answer is named by its variable', async () => {
  const [nobody] = await freePorts(1);
  const given = { REDIS_URL: `redis://127.0.0.1:${nobody}` };
  expect(await launcher(given)).toEqual({ fault: expect.stringMatching(/^The server that REDIS_URL names does not/) });
});

function listening(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
