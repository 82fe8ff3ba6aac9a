import { feedbackReceived } from '@hearback/contracts';
import { connectKafka, consume, createPublisher, isKafkaOutage, onEvent } from '@hearback/kafka';
import { connectRedis, isRedisOutage, type Redis } from '@hearback/redis';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { dedupMetrics } from './dedup-metrics';
import type { Env } from './env';
import { handleFeedback } from './handle-feedback';
import { followIdentities, IdentitiesNotRead } from './io/follow-identities';
import { readPublished } from './io/read-published';
import { redisWindow } from './io/redis-window';
import { windowKeeper, WindowNotReady, type WindowKeeper } from './io/window-keeper';

const NAME = 'deduplicator';
const DAY_MS = 86_400_000;
const CHECK_AGAIN_MS = 1_000;

/** Starts everything, in the order in which it is stopped in reverse. Waits for neither Redis nor Kafka. */
export async function startParts(env: Env, telemetry: Telemetry): Promise<ServicePart[]> {
  const redis = connectRedis({ url: env.REDIS_URL, telemetry, name: NAME });
  const connection = connectKafka({
    brokers: env.KAFKA_BROKERS,
    clientId: NAME,
    topicPrefix: env.KAFKA_TOPIC_PREFIX,
    telemetry,
  });
  const window = redisWindow({
    redis,
    // Another window, or another layout of the keys (l3), is another set of keys, filled anew from Kafka: no script reads
    // what it did not write. `hearback rebuild-relations` names the same keys.
    prefix: `${env.REDIS_KEY_PREFIX}dedup:l3:${env.DEDUP_WINDOW_DAYS}d:`,
    windowMs: env.DEDUP_WINDOW_DAYS * DAY_MS,
  });
  const metrics = dedupMetrics(telemetry);
  const keeper = windowKeeper({
    window,
    telemetry,
    readPublished: (onDecision) => readPublished(connection, onDecision),
    now: Date.now,
    onRebuilt: metrics.rebuilt,
  });
  keepInDoubt(redis, keeper, telemetry);
  const publisher = await createPublisher(connection, { service: NAME, telemetry });
  const identities = await followIdentities(connection, telemetry);
  const handle = handleFeedback({
    links: identities.links,
    window,
    keeper,
    publish: publisher.publish,
    onDecided: metrics.decided,
    now: Date.now,
  });
  const consumer = await consume(connection, {
    group: NAME,
    telemetry,
    publisher,
    subscriptions: [onEvent(feedbackReceived, { batch: handle })],
    isOutage: (error) =>
      isRedisOutage(error) ||
      isKafkaOutage(error) ||
      error instanceof WindowNotReady ||
      error instanceof IdentitiesNotRead,
    onDead: (error) => {
      telemetry.logger.error({ err: error }, 'the Kafka client has died; the process ends to be started again');
      process.exit(1);
    },
  });
  return [redisPart(redis), windowPart(keeper), publisher, identities, consumer];
}

/**
 * After every break Redis may be another process, or one that lost its last second. A check that fails is made again
 * without waiting for feedback: until it passes the service is not ready, and may be sent none.
 */
function keepInDoubt(redis: Redis, keeper: WindowKeeper, telemetry: Telemetry): void {
  const check = () => {
    if (redis.status !== 'ready' || keeper.notReady() === null) return;
    keeper.check().catch((error: unknown) => {
      telemetry.logger.warn({ err: error }, 'the window is not whole yet; trying again');
      setTimeout(check, CHECK_AGAIN_MS).unref();
    });
  };
  redis.on('close', () => keeper.doubt());
  redis.on('ready', check);
}

function redisPart(redis: Redis): ServicePart {
  return {
    name: 'redis',
    notReady: () => (redis.status === 'ready' ? null : 'Redis is not reachable'),
    stop: async () => {
      if (redis.status === 'ready') await redis.quit();
      else redis.disconnect();
    },
  };
}

function windowPart(keeper: WindowKeeper): ServicePart {
  return { name: 'window', notReady: () => keeper.notReady(), stop: async () => undefined };
}
