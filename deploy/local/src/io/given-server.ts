import { setTimeout as wait } from 'node:timers/promises';
import { LaunchError } from '../launch-error';
import { checkKafka } from './check-kafka';
import { query } from './postgres-server';
import { checkRedis } from './redis-server';
import type { ServerName } from './server';

const CHECKS: Record<ServerName, (address: string) => Promise<void>> = {
  // One broker that answers is enough to find the others.
  kafka: (brokers) => Promise.any(brokers.split(',').map((broker) => checkKafka(broker.trim()))),
  postgres: (url) => query(url, 'select 1'),
  redis: checkRedis,
};

const VARIABLES: Record<ServerName, string> = {
  kafka: 'KAFKA_BROKERS',
  postgres: 'DATABASE_URL',
  redis: 'REDIS_URL',
};

/** Waits until a server we did not start answers. @throws LaunchError naming its variable, never its address */
export async function waitUntilGiven(name: ServerName, address: string, withinMs = 5_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const fault = await CHECKS[name](address).then(
      () => null,
      (error: unknown) => causeOf(error),
    );
    if (fault === null) return;
    if (Date.now() > until)
      throw new LaunchError(
        `The server that ${VARIABLES[name]} names does not answer (${fault}). Start it, correct ${VARIABLES[name]}, ` +
          'or leave it unset so that Hearback starts one of its own.',
      );
    await wait(250);
  }
}

function causeOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return first instanceof Error ? first.message || String((first as { code?: string }).code) : String(first);
}
