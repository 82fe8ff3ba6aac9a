import { createHmac, randomUUID } from 'node:crypto';
import { startChannel } from '@hearback/channel';
import { allTopics, feedbackReceived } from '@hearback/contracts';
import { connectKafka, createTopics, readToEnd, type KafkaConnection } from '@hearback/kafka';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, testDatabase, testPrefix, testServers, type TestDatabase } from '@hearback/testing';
import { Client } from 'pg';
import { start } from '../src/main';

/** What a change may take until a channel service obeys it. */
export const WITHIN_MS = 2_000;

const prefix = testPrefix();
const secret = 'the secret of this test deployment, 32 and more';
const password = 'correct horse battery';
/** A key that may post and read. */
export const poster = 'hbk_test-key-of-the-first-start-0123456789';
const kafkaEnv = { KAFKA_BROKERS: testServers().kafkaBrokers, KAFKA_TOPIC_PREFIX: prefix, HEARBACK_SECRET: secret };

let database: TestDatabase;
let kafka: KafkaConnection;
let directory: RunningService;
let channel: RunningService;
let admin: string;

/** A directory and a channel service of `libs/channel` on real servers, under a prefix of their own. */
export async function startSystem(): Promise<void> {
  database = await testDatabase();
  const telemetry = startTelemetry({ service: 'sources-test', version: '0', logLevel: 'silent' });
  kafka = connectKafka({ brokers: kafkaEnv.KAFKA_BROKERS, clientId: 'sources-test', topicPrefix: prefix, telemetry });
  const needed = /(api-key|source|identity)\.changed|feedback\.(received|refused)\.v1$|reply\.observed/;
  const topics = allTopics().filter(({ topic }) => needed.test(topic));
  await createTopics(
    kafka,
    topics.map(({ topic, settings }) => ({ topic, settings: { ...settings, partitions: 1 } })),
  );
  directory = await start({
    ...kafkaEnv,
    KAFKA_BROKERS: kafkaEnv.KAFKA_BROKERS.join(','),
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: password,
    HEARBACK_BOOTSTRAP_API_KEY: poster,
  });
  channel = await startChannel(
    { service: 'channel-web-forms', channels: ['web-form', 'branch'], formats: [] },
    { ...kafkaEnv, HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'silent' },
  );
  await eventually(() => expect([directory.notReady(), channel.notReady()]).toEqual([[], []]), 30_000);
  const signIn = await fetch(`${directory.url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'admin', password }),
  });
  admin = ((await signIn.json()) as { token: string }).token;
}

export async function stopSystem(): Promise<void> {
  await channel?.stop();
  await directory?.stop();
  await database?.drop();
}

/** What the directory answered. */
export interface Answer {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Calls the directory; as the administrator and under a new Idempotency-Key, unless told otherwise. */
export async function call(
  method: string,
  path: string,
  given: { body?: unknown; key?: string; token?: string } = {},
): Promise<Answer> {
  const response = await fetch(directory.url + path, {
    method,
    headers: {
      authorization: `Bearer ${given.token ?? admin}`,
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(given.key === '' ? {} : { 'idempotency-key': given.key ?? randomUUID() }),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

/** Makes a source of the channel `web-form`, unless `body` says otherwise. */
export const make = (body: object, key?: string) =>
  call('POST', '/v1/sources', { body: { channel: 'web-form', name: '表单', ...body }, ...(key ? { key } : {}) });

/** A request as a sender of Standard Webhooks makes it. */
export async function send(sourceId: string, signedWith: string, id: string = randomUUID()): Promise<number> {
  const [body, at] = [JSON.stringify({ text: '轉帳一直沒到' }), String(Math.floor(Date.now() / 1_000))];
  const key = Buffer.from(signedWith.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` };
  const response = await fetch(`${channel.url}/v1/hooks/${sourceId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

/** The answer that must come within two seconds. */
export const soon = (what: () => Promise<number>, status: number) =>
  eventually(async () => expect(await what()).toBe(status), WITHIN_MS, 20);

/** The address of the channel service. */
export const channelUrl = () => channel.url;

/** The ids that vendors gave to what lies on `feedback.received`. */
export async function receivedIds(): Promise<Set<string>> {
  const ids = new Set<string>();
  await readToEnd(kafka, feedbackReceived.topic, ({ value }) => {
    const { externalId } = JSON.parse(String(value)) as { externalId?: string };
    if (externalId) ids.add(externalId);
  });
  return ids;
}

/** A connection to the directory's database. */
export async function connected(): Promise<Client> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return client;
}

/** All that the database holds of sources, as text. */
export async function everythingStored(): Promise<string> {
  const client = await connected();
  const stored: unknown[] = [];
  for (const table of ['source', 'source_change', 'source_command', 'outbox'])
    stored.push((await client.query(`select t::text from directory.${table} t`)).rows);
  await client.end();
  return JSON.stringify(stored);
}
