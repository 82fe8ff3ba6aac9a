import {
  allTopics,
  apiKeyChanged,
  caseChanged,
  deterministicId,
  type CaseChange,
  type CaseChanged,
  type CaseFeedback,
  type Channel,
  type LabelValues,
} from '@hearback/contracts';
import { hashToken } from '@hearback/access';
import { connectKafka, createPublisher, createTopics, type Publisher } from '@hearback/kafka';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, lowPort, testDatabase, testPrefix, testServers } from '@hearback/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { start } from '../src/main';

const TOKEN = 'hbk_test-of-the-tracker';
const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });

export interface Terms {
  lengthSeconds: number;
  warnings: number[];
}

/** Topics, a database and a key of one test file; trackers are started on them. */
export async function trackerWorld() {
  const { kafkaBrokers, redisUrl } = testServers();
  const [database, topicPrefix] = [await testDatabase(), testPrefix()];
  const connection = connectKafka({ brokers: kafkaBrokers, clientId: 'test', topicPrefix, telemetry });
  await createTopics(connection, allTopics());
  const publisher = await createPublisher(connection, { service: 'test', telemetry });
  await publishKey(publisher);
  const pool = new Pool({ connectionString: database.url, options: '-c search_path=response', max: 4 });
  pool.on('error', () => undefined);
  const running = new Set<RunningService>();
  const environment = async (given: Record<string, string>, terms?: Terms) => ({
    PORT: '0',
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    HEARBACK_SECRET: 'a secret of thirty-two characters at least',
    ...(terms ? { HEARBACK_POLICY: await policyFile(terms), HEARBACK_POLICY_PACKS: '' } : {}),
    ...given,
  });
  const startTracker = async (given: Record<string, string> = {}, terms?: Terms): Promise<Tracker> => {
    const service = await start(await environment(given, terms));
    running.add(service);
    await eventually(() => expect(service.notReady()).toEqual([]), 30_000);
    return trackerAt(service, async () => {
      running.delete(service);
      await service.stop();
    });
  };
  return {
    publisher,
    pool,
    connection,
    startTracker,
    /** The tracker as a process of its own, from the build, to be killed. */
    startTrackerProcess: async (given: Record<string, string>, terms?: Terms): Promise<TrackerProcess> => {
      const env = { ...process.env, ...(await environment(given, terms)), PORT: String(await lowPort()) };
      const child = spawn(process.execPath, [TRACKER], { env, stdio: 'inherit' });
      const ended = once(child, 'exit');
      const url = `http://127.0.0.1:${env.PORT}/health/ready`;
      await eventually(async () => expect((await fetch(url)).status).toBe(200), 60_000);
      return { kill: async () => void (child.kill('SIGKILL'), await ended) };
    },
    tell: (...changes: CaseChanged[]) => Promise.all(changes.map((change) => publisher.publish(caseChanged, change))),
    close: async () => {
      for (const service of running) await service.stop();
      await publisher.stop();
      await pool.end();
      await database.drop();
    },
  };
}
export type TrackerWorld = Awaited<ReturnType<typeof trackerWorld>>;

export interface Tracker {
  url: string;
  get<T = Record<string, unknown>>(path: string): Promise<T>;
  stop(): Promise<void>;
}

export interface TrackerProcess {
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
}

const TRACKER = join(__dirname, '../../../dist/services/response-tracker/main.js');

function trackerAt(service: RunningService, stop: () => Promise<void>): Tracker {
  return {
    url: service.url,
    get: async (path) => {
      const answer = await fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
      return (await answer.json()) as never;
    },
    stop,
  };
}

export const authorization = `Bearer ${TOKEN}`;

async function publishKey(publisher: Publisher): Promise<void> {
  const changedAt = new Date().toISOString();
  const key = { kind: 'api-key' as const, keyId: 'k', name: 'test', tokenHash: hashToken(TOKEN), changedAt };
  await publisher.publish(apiKeyChanged, { ...key, scopes: ['read'], sourceIds: [] });
  await publisher.publish(apiKeyChanged, { kind: 'snapshot-complete', at: changedAt });
}

async function policyFile({ lengthSeconds, warnings }: Terms): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'hearback-policy-')), 'policy.json');
  const firstReply = { lengthSeconds, warnings, kinds: 'all', channels: 'all' };
  await writeFile(file, JSON.stringify({ version: `test-${lengthSeconds}-${warnings.join('-')}`, firstReply }));
  return file;
}

// An enquiry has the 24-hour promises and no other.
const LABELS = {
  product: 'card',
  cause: 'fees',
  kind: 'enquiry',
  sentiment: 'negative',
  urgency: 'normal',
} as const;

/** A case by a readable name: makes its changes, one version after the other. */
export function caseNamed(name: string, channel: Channel = 'hotline', kind: LabelValues['kind'] = 'enquiry') {
  const caseId = deterministicId('test-case', name);
  const feedbackId = deterministicId('test-feedback', name);
  const customerKey = `customer-of-${name}`;
  const at = (version: number, change: CaseChange, changedAt: Date): CaseChanged => ({
    caseId,
    caseVersion: version,
    changedAt: changedAt.toISOString(),
    state: 'new',
    channel,
    labels: { ...LABELS, kind },
    change,
  });
  const feedback = (receivedAt: Date): CaseFeedback => ({
    feedbackId,
    receivedAt: receivedAt.toISOString(),
    channel,
    sourceId: channel,
    customerKey,
  });
  return {
    caseId,
    feedbackId,
    opened: (receivedAt = new Date()) => at(1, { kind: 'opened', feedback: feedback(receivedAt) }, receivedAt),
    joined: (version: number, other: string, receivedAt = new Date()) =>
      at(
        version,
        {
          kind: 'feedback-joined',
          feedback: { ...feedback(receivedAt), feedbackId: deterministicId('test-feedback', other) },
        },
        receivedAt,
      ),
    changed: (version: number, change: CaseChange, changedAt = new Date()) => at(version, change, changedAt),
    replied: (version: number, repliedAt = new Date(), knownAt = repliedAt) =>
      at(
        version,
        {
          kind: 'replied',
          replyId: deterministicId('test-reply', name, version),
          feedbackId,
          customerKey,
          repliedAt: repliedAt.toISOString(),
          origin: 'observed',
          automatic: false,
          substantive: true,
          by: 'agent-7',
        },
        knownAt,
      ),
  };
}
