export { arrayLiteral } from './array-literal';
export { createPool, type PoolOptions } from './pool';
export { inTransaction } from './in-transaction';
export { isPostgresOutage } from './is-postgres-outage';
export { migrate, MigrationError, type MigrateOptions } from './migrate';
export { OUTBOX_SQL, writeOutbox, type OutboxEntry, type OutboxRecord } from './outbox';
export { startOutboxRelay, type OutboxPublisher, type OutboxRelay, type OutboxRelayOptions } from './outbox-relay';
export type { Pool, PoolClient } from 'pg';
