import { ConfigurationError, readEnv } from '@hearback/config';
import { envSchema } from './env';

const least = { KAFKA_BROKERS: 'localhost:9092', REDIS_URL: 'redis://localhost:6379' };

test('the window is thirty days unless said otherwise', () => {
  expect(readEnv(envSchema, least)).toMatchObject({ PORT: 8201, DEDUP_WINDOW_DAYS: 30, REDIS_KEY_PREFIX: '' });
});

test('a window longer than text lies on Kafka is refused, because it could not be rebuilt', () => {
  const read = () => readEnv(envSchema, { ...least, DEDUP_WINDOW_DAYS: '31' });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(/DEDUP_WINDOW_DAYS: expected no more than HEARBACK_TEXT_RETENTION_DAYS/);
});
