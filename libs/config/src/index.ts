export { ConfigurationError, readEnv } from './read-env';
export { kafkaEnv, outboundEnv, postgresEnv, redisEnv, secretEnv, serviceEnv, servicePortEnv } from './service-env';
export {
  isAllowedAddress,
  isAllowedName,
  isInnerAddress,
  isInnerHost,
  IS_INNER,
  NO_INNER_HOSTS,
} from './inner-address';
export type { InnerHosts } from './inner-address';
export { entriesOf, holds, isNetwork, networksOf } from './network-list';
