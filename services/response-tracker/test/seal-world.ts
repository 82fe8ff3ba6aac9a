import { deterministicId } from '@hearback/contracts';
import { createPool, inTransaction, migrate, type Pool, type PoolClient } from '@hearback/postgres';
import { activated, chained, CHAIN_START, sealingKeyPair } from '@hearback/proof';
import { startTelemetry } from '@hearback/telemetry';
import { testDatabase } from '@hearback/testing';
import { join } from 'node:path';
import { clockOf } from '../src/domain/clock';
import { append, type Advanced } from '../src/domain/due-events';
import { saveAdvanced } from '../src/io/clock-store';

const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
export const signer = sealingKeyPair(Buffer.alloc(32, 5));
const DAY = 86_400_000;

/** The tracker's tables, without a tracker. */
export async function sealWorld() {
  const database = await testDatabase();
  const pool = createPool({ url: database.url, schema: 'response', telemetry });
  await migrate(pool, { schema: 'response', directory: join(__dirname, '../src/migrations') });
  return {
    pool,
    save: (...clocks: Advanced[]) => inTransaction(pool, (client: PoolClient) => saveAdvanced(client, clocks)),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
export type SealWorld = Awaited<ReturnType<typeof sealWorld>>;

export interface Life {
  startedAt?: Date;
  end?: 'met' | 'missed' | 'withdrawn' | 'running';
}

/** A promise of 24 hours by a readable name, from its start to its end, as events to be saved. */
export function clockNamed(name: string, { startedAt = new Date(Date.now() - 2 * DAY), end = 'met' }: Life = {}) {
  const clockId = deterministicId('test-clock', name);
  const event = chained(clockId, activation(name, startedAt), CHAIN_START);
  const clock = clockOf({ clockId, customerKey: `customer-of-${name}` }, activated(event));
  const advanced: Advanced = { clock, steps: [{ event, after: clock }] };
  const [now, dueAt] = [new Date(), clock.dueAt];
  const by = deterministicId('test-reply', name);
  const answerable = { owner: 'u-1', team: 'cards' };
  const soon = new Date(startedAt.getTime() + 1_000);
  if (end === 'met')
    append(advanced, { kind: 'fulfilled', effectiveAt: soon, data: { ...answerable, by, confirmed: false } }, now);
  if (end === 'missed') append(advanced, { kind: 'breached', effectiveAt: dueAt, data: answerable }, now);
  if (end === 'withdrawn') append(advanced, { kind: 'withdrawn', effectiveAt: soon, data: { reason: 'spam' } }, now);
  return advanced;
}

function activation(name: string, startedAt: Date) {
  return {
    kind: 'activated' as const,
    sequence: 1,
    effectiveAt: startedAt,
    recordedAt: new Date(),
    policyVersion: 'bank-promise-2',
    data: {
      caseId: deterministicId('test-case', name),
      promise: 'first-reply' as const,
      term: 'first-reply',
      instance: 0,
      feedbackId: deterministicId('test-feedback', name),
      channel: 'hotline',
      sourceId: 'hotline',
      branch: null,
      product: 'card',
      cause: 'fees',
      kind: 'enquiry',
      startedAt: startedAt.toISOString(),
      dueAt: new Date(startedAt.getTime() + DAY).toISOString(),
      provisional: false,
      calendarVersion: null,
      warnings: [],
    },
  };
}

export async function count(pool: Pool, sql: string): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(`select count(*) as n from ${sql}`);
  return Number(rows[0]!.n);
}
