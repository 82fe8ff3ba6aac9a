import {
  startKafka,
  startPostgres,
  startRedis,
  startSystem,
  type RunningSystem,
  type ThrowAwayServer,
} from '@hearback/local';
import { eventually } from '@hearback/testing';
import { Redis } from 'ioredis';
import { audit, counts } from './audit';
import { postUntilAccepted, type Posted } from './poster';
import { complaints } from './texts';

// The stores go away while customers speak. The channels need nothing but Kafka, and everything arrives afterwards.
const OUTAGE_MS = 30_000;

let servers: { kafka: ThrowAwayServer; postgres: ThrowAwayServer; redis: ThrowAwayServer };
let system: RunningSystem;
let redis: Redis;
let said = 0;

beforeAll(async () => {
  const [kafka, postgres, redis] = await Promise.all([startKafka(), startPostgres(), startRedis()]);
  servers = { kafka, postgres, redis };
  system = await startSystem({
    processes: false,
    servers: { kafkaBrokers: kafka.address, databaseUrl: postgres.address, redisUrl: redis.address },
  });
}, 180_000);

afterAll(async () => {
  redis?.disconnect();
  await system?.stop();
  await Promise.all(Object.values(servers ?? {}).map((server) => server.stop()));
}, 120_000);

test.each(['redis', 'postgres'] as const)(
  'while %s is down the channels answer 202, and everything arrives after it returns',
  async (name) => {
    const posted: Posted = { ids: new Map(), retries: 0 };
    await servers[name].kill();
    const until = Date.now() + OUTAGE_MS;
    while (Date.now() < until) {
      await say(posted, 5);
      await new Promise((resolve) => setTimeout(resolve, 100)); // a steady trickle over the whole outage
    }
    expect(posted.retries).toBe(0);
    await servers[name].restart();
    await everyoneHasAnEnd();
  },
  180_000,
);

test('an emptied Redis makes no second case, no second promise, and keeps relations as they were', async () => {
  redis = new Redis(servers.redis.address);
  const posted: Posted = { ids: new Map(), retries: 0 };
  const story = '我上周二在网点办理定期存款，柜员没有告诉我提前支取会损失利息，现在急用钱被扣了三千多元，请给个说法。';
  const phone = '+8613800138000';
  await post([{ externalId: 'flush-first', text: story, author: { phone } }], posted);
  await eventually(async () => expect((await ended(posted.ids.get('flush-first')!)).state).toBe('opened'), 30_000);
  for (let round = 0; round < 6; round += 1) {
    await say(posted, 10);
    if (round % 2 === 0) await redis.flushall();
  }
  await post([{ externalId: 'flush-first', text: story, author: { phone } }], posted);
  await post([{ externalId: 'flush-again', text: `${story}谢谢！`, author: { phone } }], posted);
  await everyoneHasAnEnd();
  expect(await ended(posted.ids.get('flush-again')!)).toMatchObject({
    state: 'joined',
    relation: { kind: 'resubmission', of: posted.ids.get('flush-first') },
  });
  expect(await ended(posted.ids.get('flush-first')!)).toMatchObject({
    state: 'opened',
    relation: { kind: 'original' },
  });
}, 180_000);

async function say(posted: Posted, count: number): Promise<void> {
  const texts = complaints(said + count).slice(said);
  said += count;
  await post(
    texts.map((text) => ({ externalId: text, text })),
    posted,
  );
}

async function post(
  items: { externalId: string; text: string; author?: { phone: string } }[],
  posted: Posted,
): Promise<void> {
  await postUntilAccepted({ url: system.urls['channel-web-forms'], apiKey: system.apiKey, items }, posted);
}

async function ended(feedbackId: string): Promise<{ state?: string; relation?: object }> {
  const answer = await fetch(`${system.urls.cases}/v1/feedback/${feedbackId}`, {
    headers: { authorization: `Bearer ${system.apiKey}` },
  });
  return (await answer.json()) as { state?: string };
}

async function everyoneHasAnEnd(): Promise<void> {
  const proof = audit(
    { kafkaBrokers: servers.kafka.address, databaseUrl: servers.postgres.address, redisUrl: servers.redis.address },
    90,
  );
  expect(proof).toMatchObject({ missing: [], doubled: [], withoutClock: [], clockedTwice: [], ok: true });
  const now = await counts(servers.postgres.address);
  expect(now).toMatchObject({ clocks: now.cases, activated: now.cases });
}
