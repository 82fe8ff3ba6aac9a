import { Redis } from 'ioredis';

export interface RedisResult {
  megabytes: number;
  jobs: number;
}

/** What Redis holds, and how many jobs wait in it. */
export async function measureRedis(redisUrl: string): Promise<RedisResult> {
  const redis = new Redis(redisUrl);
  try {
    const used = /used_memory:(\d+)/.exec(await redis.info('memory'))![1];
    const jobs = (await redis.zcard('response:clocks:delayed')) + (await redis.llen('response:clocks:wait'));
    return { megabytes: Number(used) / 1e6, jobs };
  } finally {
    redis.disconnect();
  }
}
