import { channelEnv } from '@hearback/channel';

/** Kafka and the deployment's secret; PostgreSQL and Redis may be away. */
export const appRatingsEnv = channelEnv('channel-app-ratings');
