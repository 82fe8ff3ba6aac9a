import type { Telemetry } from '@hearback/telemetry';
import { Pool } from 'pg';

export interface PoolOptions {
  /** postgresql://user:password@host:port/database */
  url: string;
  /** The schema that the service owns; unqualified names mean its tables. */
  schema: string;
  /** Most connections at once; default 10. */
  max?: number;
  telemetry: Telemetry;
}

const SCHEMA_NAME = /^[a-z][a-z0-9_]*$/;

/**
 * A pool whose connections see the service's own schema. Waiting longer than 5 s for a connection is an error (an
 * outage, see `isPostgresOutage`). The caller ends it.
 */
export function createPool(options: PoolOptions): Pool {
  if (!SCHEMA_NAME.test(options.schema)) throw new Error(`not a schema name: ${options.schema}`);
  const pool = new Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // UTC, so that a timestamp written as text means the same everywhere.
    options: `-c search_path=${options.schema} -c timezone=UTC`,
    application_name: `hearback-${options.schema}`,
  });
  // Without a listener a connection that dies, idle or between two statements of a transaction, would end the process.
  const lost = (error: Error) => options.telemetry.logger.warn({ err: error }, 'a database connection was lost');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  watch(pool, options.telemetry);
  return pool;
}

function watch(pool: Pool, telemetry: Telemetry): void {
  const gauge = telemetry.meter.createObservableGauge('hearback_postgres_connections', {
    description: 'Connections of the pool by state, and requests waiting for one',
  });
  gauge.addCallback((result) => {
    result.observe(pool.totalCount - pool.idleCount, { state: 'busy' });
    result.observe(pool.idleCount, { state: 'idle' });
    result.observe(pool.waitingCount, { state: 'waiting' });
  });
}
