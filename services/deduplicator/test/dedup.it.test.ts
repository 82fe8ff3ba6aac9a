import { createHash } from 'node:crypto';
import { allTopics, feedbackDeduplicated, feedbackReceived, type FeedbackDeduplicated } from '@hearback/contracts';
import { connectKafka, createPublisher, createTopics, readToEnd, type Publisher } from '@hearback/kafka';
import { startRedis, type ThrowAwayServer } from '@hearback/local';
import { connectRedis, type Redis } from '@hearback/redis';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, groupDivided, testPrefix, testServers } from '@hearback/testing';
import { start } from '../src/main';
import { feedback, idOf, type Said } from './feedback-builder';

jest.setTimeout(120_000);

const prefix = testPrefix();
const telemetry = startTelemetry({ service: 'deduplicator-test', version: 'test', logLevel: 'silent' });
const kafka = connectKafka({
  brokers: testServers().kafkaBrokers,
  clientId: 'deduplicator-test',
  topicPrefix: prefix,
  telemetry,
});
let server: ThrowAwayServer;
let redis: Redis;
let publisher: Publisher;
let service: RunningService;

const startService = () =>
  start({
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    REDIS_URL: server.address,
  });

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis({ url: server.address, telemetry, name: 'test', whenDown: 'wait' });
  await createTopics(kafka, allTopics());
  publisher = await createPublisher(kafka, { service: 'test', telemetry });
  service = await startService();
  await eventually(() => expect(service.notReady()).toEqual([]), 60_000);
});
afterAll(async () => {
  await service?.stop();
  await publisher?.stop();
  redis?.disconnect();
  await server?.remove();
});

const say = (...said: Said[]) => Promise.all(said.map((s) => publisher.publish(feedbackReceived, feedback(s))));

interface Published extends FeedbackDeduplicated {
  ceId: string;
}

async function published(): Promise<Published[]> {
  const all: Published[] = [];
  await readToEnd(kafka, feedbackDeduplicated.topic, ({ value, headers }) => {
    all.push({ ...feedbackDeduplicated.schema.parse(JSON.parse(value!.toString())), ceId: headers['ce_id'] ?? '' });
  });
  return all;
}

/** Waits until every named feedback has been published, and gives all publications of each in order. */
async function relationsOf(...names: string[]): Promise<Record<string, Published[]>> {
  return eventually(
    async () => {
      const all = await published();
      const byName = Object.fromEntries(names.map((n) => [n, all.filter((p) => p.feedback.feedbackId === idOf(n))]));
      for (const name of names) expect(byName[name]).not.toEqual([]);
      return byName;
    },
    45_000,
    300,
  );
}

const kindsOf = (byName: Record<string, Published[]>) =>
  Object.fromEntries(Object.entries(byName).map(([name, all]) => [name, all.map(({ relation }) => relation.kind)]));

const FEE = '信用卡年费被重复扣了两次，打了三次电话没有人处理';

test('all six relations, each from the channel to the topic', async () => {
  await say({ id: 'six-1', text: FEE, by: ['ann', 'ann-phone'], minute: 1 });
  await relationsOf('six-1');
  await say({ id: 'six-1', text: FEE, by: ['ann', 'ann-phone'], minute: 1 });
  await say({
    id: 'six-2',
    text: '信用卡年費被重複扣了兩次！打了三次電話，沒有人處理',
    by: ['ann-phone'],
    channel: 'hotline',
  });
  await say({ id: 'six-3', text: `转发微博//@ann：${FEE}`, by: ['bob'], channel: 'social' });
  await say({ id: 'six-4', text: FEE, by: ['cai'], minute: 2, channel: 'social' });
  await say({ id: 'six-1', text: `${FEE}，要求退款`, by: ['ann', 'ann-phone'], minute: 3 });
  const byName = await eventually(async () => {
    const found = await relationsOf('six-1', 'six-2', 'six-3', 'six-4');
    expect(found['six-1']).toHaveLength(3);
    return found;
  }, 45_000);
  expect(kindsOf(byName)).toEqual({
    'six-1': ['original', 'redelivery', 'revision'],
    'six-2': ['resubmission'],
    'six-3': ['repost'],
    'six-4': ['lookalike'],
  });
  const pointers = ['six-2', 'six-3', 'six-4'].map((name) => byName[name]![0]!.relation.of);
  expect(pointers).toEqual([idOf('six-1'), idOf('six-1'), idOf('six-1')]);
});

test('an older version of an edited text is kept as history', async () => {
  const [first, second] = ['手机银行登录不了，一直转圈圈', '手机银行登录不了，一直转圈圈，重装也没用'];
  await say({ id: 'edit', text: second, by: ['dan'], updatedMinute: 10 });
  await relationsOf('edit');
  await say({ id: 'edit', text: first, by: ['dan'], updatedMinute: 5 });
  const { edit } = await eventually(async () => {
    const found = await relationsOf('edit');
    expect(found['edit']).toHaveLength(2);
    return found;
  }, 45_000);
  expect(edit![1]!.relation).toMatchObject({ kind: 'revision', revision: 2, outdated: true, substantive: false });
});

/** Words that no other text shares. */
function rareWords(seed: number): string {
  const bytes = createHash('sha512').update(String(seed)).digest();
  return Array.from({ length: 24 }, (_, at) => String.fromCharCode(0x4e00 + (bytes.readUInt16BE(at * 2) % 6_000))).join(
    '',
  );
}

test('of two halves of a pair at the same moment in two processes exactly one is the original', async () => {
  const second = await startService();
  await groupDivided(kafka, 'deduplicator');
  const pairs = Array.from({ length: 60 }, (_, pair) =>
    ['a', 'b'].map((half) => ({
      id: `pair-${pair}${half}`,
      text: rareWords(pair),
      // Every other pair is one customer, known by the second identity: the first alone chooses the partition.
      by: [`${half}-${pair}`, ...(pair % 2 === 0 ? [`both-${pair}`] : [])],
    })),
  );
  await say(...pairs.flat());
  const byName = await relationsOf(...pairs.flat().map(({ id }) => id));
  await second.stop();
  const told = pairs.map((halves) => {
    const relations = halves.map(({ id }) => ({ id, ...byName[id]!.at(-1)!.relation }));
    const [first, other] = relations.sort((a) => (a.kind === 'original' ? -1 : 1));
    return [first!.kind, other!.kind, other!.of === idOf(first!.id)];
  });
  expect(told).toEqual(pairs.map((_, pair) => ['original', pair % 2 === 0 ? 'resubmission' : 'lookalike', true]));
  const apart = pairs.filter((halves) => new Set(halves.map(({ id }) => partitionOf(byName[id]![0]!))).size === 2);
  expect(apart.length).toBeGreaterThan(20);
});

const partitionOf = ({ relation }: Published) => relation.position!.split(':')[0];

test('an emptied Redis changes no relation: the window is read back from Kafka', async () => {
  const told = Array.from({ length: 30 }, (_, at) => ({
    id: `flush-${at}`,
    text: `第${at}号网点的取款机把我的银行卡吞了，${'等了很久都没有人来处理'.repeat((at % 3) + 1)}`,
    by: [`flush-customer-${at}`],
  }));
  const again = told.map((said, at) => ({ ...said, id: `flush-again-${at}`, channel: 'hotline' as const }));
  await say(...told.slice(0, 15));
  await relationsOf(...told.slice(0, 15).map(({ id }) => id));
  const posting = say(...told.slice(15));
  await redis.flushall();
  await posting;
  await relationsOf(...told.map(({ id }) => id));
  await redis.flushall();
  await say(...again, ...told);
  const byName = await eventually(async () => {
    const found = await relationsOf(...told.map(({ id }) => id), ...again.map(({ id }) => id));
    for (const { id } of told) expect(new Set(found[id]!.map(({ ceId }) => ceId)).size).toBe(2);
    return found;
  }, 45_000);
  for (const { id } of again) expect(byName[id]!.map(({ relation }) => relation.kind)).toEqual(['resubmission']);
  for (const { id } of told) expect(byName[id]!.at(-1)!.relation.kind).toBe('redelivery');
});

test('a marker that is taken away, as `hearback rebuild-relations` does, brings back what is missing', async () => {
  await say({ id: 'rebuild-1', text: '网银盾插上以后电脑一直没有反应', by: ['fay'] });
  await relationsOf('rebuild-1');
  await loseAllTexts();
  await redis.del(...(await redis.keys('dedup:*:epoch')));
  await say({ id: 'rebuild-2', text: '网银盾插上以后，电脑一直没有反应！', by: ['fay'], channel: 'hotline' });
  const { 'rebuild-2': again } = await relationsOf('rebuild-2');
  expect(again!.map(({ relation: { kind, of } }) => [kind, of])).toEqual([['resubmission', idOf('rebuild-1')]]);
});

test('while Redis is away feedback waits, and what a restarted Redis has lost is put back first', async () => {
  await say({ id: 'away-1', text: '柜台排队两个小时，只开了一个窗口', by: ['eve'] });
  await relationsOf('away-1');
  await loseAllTexts();
  await server.kill();
  await say({ id: 'away-2', text: '柜台排队两个小时！只开了一个窗口！', by: ['eve'], channel: 'hotline' });
  await eventually(() => expect(service.notReady().map(({ part }) => part)).toContain('redis'));
  await server.restart();
  const byName = await relationsOf('away-2');
  expect(byName['away-2']!.map(({ relation: { kind, of } }) => ({ kind, of }))).toEqual([
    { kind: 'resubmission', of: idOf('away-1') },
  ]);
  await eventually(() => expect(service.notReady()).toEqual([]));
});

test("Kafka's own redelivery gives the identical event", async () => {
  const before = await published();
  await service.stop();
  await withAdminRewind();
  service = await startService();
  const after = await eventually(async () => {
    const all = await published();
    expect(all.length).toBeGreaterThanOrEqual(before.length * 2);
    return all;
  }, 60_000);
  const distinct = (all: Published[]) => new Set(all.map(({ ceId, relation }) => JSON.stringify([ceId, relation])));
  expect(distinct(after)).toEqual(distinct(before));
});

/** As a power cut may: the marker is still there, what was written last is not. */
async function loseAllTexts(): Promise<void> {
  // Some keys end in bytes that are no text.
  const keys = await redis.keysBuffer('dedup:*');
  await redis.del(...keys.filter((key) => !/:(epoch|run)$/.test(key.toString('latin1'))));
}

/** Lets the group read everything once more. */
async function withAdminRewind(): Promise<void> {
  const admin = kafka.client({ requestTimeoutMs: 10_000, retry: { retries: 5 } }).admin();
  await admin.connect();
  const groupId = kafka.group('deduplicator');
  await eventually(() => admin.resetOffsets({ groupId, topic: kafka.topic(feedbackReceived.topic), earliest: true }));
  await admin.disconnect();
}
