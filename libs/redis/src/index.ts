export { connectRedis, type RedisConnectionOptions } from './connect-redis';
export { isRedisOutage } from './is-redis-outage';
export type { Redis } from 'ioredis';
