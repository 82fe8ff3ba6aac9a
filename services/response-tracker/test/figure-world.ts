import { createPool, inTransaction, migrate, type Pool } from '@hearback/postgres';
import {
  activated,
  chained,
  CHAIN_START,
  sealingKeyPair,
  type Answerable,
  type ClockHappening,
  type ClockState,
  type DueTerms,
} from '@hearback/proof';
import { startTelemetry } from '@hearback/telemetry';
import { testDatabase } from '@hearback/testing';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { clockOf, type Clock } from '../src/domain/clock';
import { append, type Advanced } from '../src/domain/due-events';
import { committedPosition, readCheckpoint, saveSeal, readDays } from '../src/io/seal-store';
import { readSealable } from '../src/io/sealable-store';
import { sealEvents } from '../src/domain/seal-events';
import { saveAdvanced } from '../src/io/clock-store';

export const HOUR = 3_600_000;
export const signer = sealingKeyPair(Buffer.alloc(32, 7));

export interface Given {
  startedAt: Date;
  dueAt?: Date;
  promise?: Clock['promise'];
  channel?: string;
  product?: string;
  cause?: string;
  branch?: string | null;
}

/** A database of the tracker without its service: events are written and sealed by hand, at times of one's choice. */
export async function figureWorld() {
  const database = await testDatabase();
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const pool = createPool({ url: database.url, schema: 'response', max: 4, telemetry });
  await migrate(pool, { schema: 'response', directory: join(__dirname, '../src/migrations') });
  return {
    pool,
    url: database.url,
    save: (...advanced: Advanced[]) => inTransaction(pool, (client) => saveAdvanced(client, advanced)),
    seal: (now: Date, most = 1_000_000) => sealAt(pool, now, most),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
export type FigureWorld = Awaited<ReturnType<typeof figureWorld>>;

/** Seals what is committed, as if it were this time. @returns how many events */
async function sealAt(pool: Pool, now: Date, most: number): Promise<number> {
  const upTo = (await committedPosition(pool)) ?? 0;
  return inTransaction(pool, async (client) => {
    const last = await readCheckpoint(client);
    const sealable = await readSealable(client, { after: last?.position ?? 0, upTo, limit: most });
    if (!sealable) return 0;
    const days = await readDays(client, last?.number ?? 0);
    await saveSeal(client, sealEvents({ ...sealable, last, days, now }, signer));
    return sealable.events;
  });
}

/** A promise that has just started; due 24 hours later unless said otherwise. */
export function started(given: Given, recordedAt = given.startedAt): Advanced {
  const { startedAt, dueAt = new Date(startedAt.getTime() + 24 * HOUR) } = given;
  const clockId = randomUUID();
  const subject = {
    caseId: randomUUID(),
    promise: given.promise ?? ('first-reply' as const),
    term: given.promise ?? 'first-reply',
    instance: 0,
    feedbackId: randomUUID(),
    channel: given.channel ?? 'hotline',
    sourceId: 'hotline',
    branch: given.branch ?? null,
  };
  const labels = { product: given.product ?? 'card', cause: given.cause ?? 'fees', kind: 'complaint' };
  const data = { ...subject, ...labels, ...terms(dueAt), startedAt: startedAt.toISOString() };
  const happened = { kind: 'activated' as const, data, effectiveAt: startedAt, recordedAt };
  const event = chained(clockId, { ...happened, sequence: 1, policyVersion: 'p1' }, CHAIN_START);
  const clock = clockOf({ clockId, customerKey: 'li' }, activated(event));
  return { clock, steps: [{ event, after: clock }] };
}

/** The clock with one more event. */
export function then(clock: Clock, happening: ClockHappening & { effectiveAt: Date }, recordedAt: Date): Advanced {
  const advanced: Advanced = { clock, steps: [] };
  append(advanced, happening, recordedAt);
  return advanced;
}

export const NOBODY: Answerable = { owner: null, team: null };
export const met = (at: Date, by: Answerable = NOBODY, confirmed = false) => ({
  kind: 'fulfilled' as const,
  data: { ...by, by: 'reply', confirmed },
  effectiveAt: at,
});
export const breach = (clock: Clock, by: Answerable = NOBODY) => ({
  kind: 'breached' as const,
  data: by,
  effectiveAt: clock.dueAt,
});
export const withdrawal = (at: Date, reason: string) => ({
  kind: 'withdrawn' as const,
  data: { reason },
  effectiveAt: at,
});
export const restated = (
  clock: Clock,
  at: Date,
  given: Partial<Pick<ClockState, 'state' | 'dueAt' | 'product' | 'fulfilledAt'>>,
) => {
  const { product, cause, kind, owner, team, confirmed, withdrawnReason, ...now } = { ...clock, ...given };
  const fulfilledAt = now.state === 'met' ? (given.fulfilledAt ?? clock.dueAt).toISOString() : null;
  const said = { product, cause, kind, owner, team, confirmed, withdrawnReason, state: now.state };
  const reason = given.dueAt ? ('calendar' as const) : given.state ? ('facts' as const) : ('labels' as const);
  const data = { ...terms(now.dueAt), ...said, reason, fulfilledAt, fulfilledBy: fulfilledAt && 'reply' };
  return { kind: 'restated' as const, data, effectiveAt: at };
};

function terms(dueAt: Date): DueTerms {
  return { dueAt: dueAt.toISOString(), provisional: false, calendarVersion: null, warnings: [] };
}
