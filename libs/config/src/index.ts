export { ConfigurationError, readEnv } from './read-env';
export { kafkaEnv, postgresEnv, redisEnv, secretEnv, serviceEnv, servicePortEnv } from './service-env';
