export interface TestServers {
  kafkaBrokers: string[];
  databaseUrl: string;
  redisUrl: string;
}

/** The real servers of this test run; Jest's global setup has found or started them (jest-global-setup.js). */
export function testServers(): TestServers {
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL } = process.env;
  if (!KAFKA_BROKERS || !DATABASE_URL || !REDIS_URL)
    throw new Error('no servers: integration tests run through `npm run test:it`');
  return { kafkaBrokers: KAFKA_BROKERS.split(','), databaseUrl: DATABASE_URL, redisUrl: REDIS_URL };
}
