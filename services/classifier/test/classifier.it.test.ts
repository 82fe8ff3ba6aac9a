import { createHash } from 'node:crypto';
import {
  allTopics,
  apiKeyChanged,
  feedbackClassified,
  feedbackDeduplicated,
  feedbackSchema,
  parkedTopic,
  type FeedbackClassified,
} from '@hearback/contracts';
import {
  connectKafka,
  createPublisher,
  createTopics,
  readToEnd,
  type KafkaConnection,
  type Publisher,
} from '@hearback/kafka';
import type { RunningService } from '@hearback/service';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, testPrefix, testServers } from '@hearback/testing';
import { start } from '../src/main';

const TOKEN = 'classifier-it-token-0123456789abcdef';
const prefix = testPrefix();
const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
let connection: KafkaConnection;
let publisher: Publisher;
let service: RunningService;

beforeAll(async () => {
  const { kafkaBrokers } = testServers();
  connection = connectKafka({ brokers: kafkaBrokers, clientId: 'test', topicPrefix: prefix, telemetry });
  await createTopics(connection, allTopics());
  publisher = await createPublisher(connection, { service: 'test', telemetry });
  await publishKeys();
  service = await start({
    PORT: '0',
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    HEARBACK_SECRET: 'a secret of at least thirty-two characters',
  });
  await eventually(() => expect(service.notReady()).toEqual([]), 30_000);
}, 60_000);

afterAll(async () => {
  await service?.stop();
  await publisher?.stop();
});

test('a deduplicated feedback comes out with its relation and its labels, keyed by its customer', async () => {
  const feedback = feedbackOf('我的信用卡被盜刷三萬元，不是我本人消費的');
  const relation = { kind: 'original' as const, score: 0, because: [] };
  await publisher.publish(feedbackDeduplicated, { feedback, relation });
  await eventually(async () => {
    expect(await classified()).toMatchObject([
      {
        feedback: { feedbackId: feedback.feedbackId, text: feedback.text },
        relation: { kind: 'original' },
        labels: { product: { value: 'card' }, cause: { value: 'account-security' }, urgency: { value: 'critical' } },
      },
    ]);
  }, 30_000);
}, 40_000);

test('an unreadable message is parked and the next one still passes', async () => {
  await publisher.publishRaw({ topic: feedbackDeduplicated.topic, key: 'x', value: Buffer.from('{"no'), headers: {} });
  const feedback = feedbackOf('App keeps crashing', '0b0e0b4a-6a3d-5e0c-8f7e-3a1b2c3d4e5f');
  await publisher.publish(feedbackDeduplicated, { feedback, relation: { kind: 'original', score: 0, because: [] } });
  await eventually(async () => {
    expect((await classified()).map((c) => c.feedback.feedbackId)).toContain(feedback.feedbackId);
    expect(await readToEnd(connection, parkedTopic('classifier'), () => {})).toBe(1);
  }, 30_000);
}, 40_000);

test('texts are labelled over HTTP in their order, and a wrong item is named', async () => {
  const good = await post({ items: [{ text: '转账不收手续费，太方便了' }, { text: 'My card was stolen', rating: 1 }] });
  expect({ status: good.status, body: await good.json() }).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          kind: { value: 'praise' },
          urgency: { value: 'low' },
          language: 'zh',
          modelVersion: expect.stringMatching(/^rules-\d+\+model-/),
        },
        { product: { value: 'card' }, urgency: { value: 'critical' }, language: 'en', script: 'Latn' },
      ],
    },
  });
  const wrong = await post({ items: [{ text: 'ok' }, { text: null }] });
  expect({ status: wrong.status, type: wrong.headers.get('content-type'), body: await wrong.json() }).toMatchObject({
    status: 422,
    type: expect.stringContaining('application/problem+json'),
    body: { errors: [{ field: 'items.1.text' }] },
  });
  expect((await post({ items: [] }, 'wrong')).status).toBe(401);
});

async function classified(): Promise<FeedbackClassified[]> {
  const found: FeedbackClassified[] = [];
  await readToEnd(connection, feedbackClassified.topic, (r) => {
    if (r.value) found.push(feedbackClassified.schema.parse(JSON.parse(r.value.toString())));
  });
  return found;
}

function post(body: unknown, token = TOKEN): Promise<Response> {
  return fetch(`${service.url}/v1/classify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

async function publishKeys(): Promise<void> {
  const at = new Date().toISOString();
  const tokenHash = createHash('sha256').update(TOKEN).digest('hex');
  const key = { kind: 'api-key' as const, keyId: 'k1', name: 'test', tokenHash, sourceIds: ['*'], changedAt: at };
  await publisher.publish(apiKeyChanged, { ...key, scopes: ['classify'] });
  await publisher.publish(apiKeyChanged, { kind: 'snapshot-complete', at });
}

function feedbackOf(text: string, feedbackId = '7f2f5a10-3f3c-5b6e-9a57-0e2f7f0d4c11') {
  return feedbackSchema.parse({
    feedbackId,
    contentHash: 'c0ffee',
    channel: 'social',
    sourceId: 'social-default',
    format: 'hearback/v1',
    occurredAt: '2026-03-02T01:00:00.000Z',
    receivedAt: '2026-03-02T01:00:05.000Z',
    customer: { customerKey: `anon:${feedbackId}`, identities: [] },
    text,
  });
}
