import { checkRedis } from '../src/io/redis-server';
import { startRedis } from '../src/throw-away';

test('a killed server starts again on its own data', async () => {
  const redis = await startRedis();
  try {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis.address);
    client.on('error', () => {});
    await client.set('kept', '收到');
    await redis.kill();
    await redis.restart();
    await checkRedis(redis.address);
    expect(await client.get('kept')).toBe('收到');
    client.disconnect();
  } finally {
    await redis.remove();
  }
});
