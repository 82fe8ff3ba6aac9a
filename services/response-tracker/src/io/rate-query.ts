import { PROMISES, type PromiseKind } from '@hearback/contracts';
import { inTransaction, type Pool, type PoolClient } from '@hearback/postgres';
import { answerOf, answersByPromise, leftOut, type FigureAnswer, type LeftOut } from '../domain/figure-answer';
import { promisesNamed, type Grouping, type PromiseName } from '../domain/period';
import { readFigures, type FiguresRead } from './figure-rows';

export interface PeriodQuestion {
  /** Promises that started from here … */
  from: Date;
  /** … and before here. */
  to: Date;
  /** As sealed by then; `live` reads the present. */
  asOf: Date;
  live: boolean;
}

export interface RateQuestion extends PeriodQuestion {
  promise: PromiseName;
  by: Grouping;
}

interface Asked {
  from: string;
  to: string;
  asOf: string;
  /** In force at `asOf`; each promise keeps the terms it started with. */
  policyVersion: string;
  /** The last one sealed by `asOf`: what the figure can be proved with. Null before the first. */
  checkpoint: { number: number; sealedAt: string } | null;
}

export interface ResponseRate extends Asked, FigureAnswer {
  promise: PromiseName;
  promises: readonly PromiseKind[];
  /** Met by a reply logged after the due time that a second person vouches for; among the met ones of `total`. */
  confirmed: number;
  /** What the rate leaves out, and why. */
  excludes: LeftOut[];
}

export interface PromiseRates extends Asked {
  promises: ReturnType<typeof answersByPromise>;
}

/** The rate of the promises started in a period, and by one of their properties. */
export async function readResponseRate(pool: Pool, question: RateQuestion): Promise<ResponseRate> {
  const { promise, by } = question;
  const promises = promisesNamed(promise);
  return inOneMoment(pool, async (client) => {
    const dimensions = [...new Set(['total', by, 'withdrawn-reason'] as const)];
    const read = await readFigures(client, { ...question, promises, dimensions });
    const answer = answerOf(read.rows, by);
    return {
      ...(await asked(client, question, read)),
      promise,
      promises,
      ...answer,
      confirmed: answer.total.confirmed,
      excludes: leftOut(promises),
    };
  });
}

/** The on-time rate of every kind of promise. */
export async function readPromiseRates(pool: Pool, question: PeriodQuestion): Promise<PromiseRates> {
  return inOneMoment(pool, async (client) => {
    const dimensions = ['total', 'withdrawn-reason'] as const;
    const read = await readFigures(client, { ...question, promises: PROMISES, dimensions });
    return { ...(await asked(client, question, read)), promises: answersByPromise(read.rows) };
  });
}

// Each read takes milliseconds: compiling it, or starting workers for it, takes longer than it does.
const SMALL_READS = 'set local jit = off; set local max_parallel_workers_per_gather = 0';

/** All reads of one question see the same moment, so that rollups, events and clocks fit together. */
export function inOneMoment<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    // Compiling such a statement costs more than running it.
    await client.query(`set transaction isolation level repeatable read read only; ${SMALL_READS}`);
    return read(client);
  });
}

async function asked(
  client: PoolClient,
  { from, to, asOf }: PeriodQuestion,
  { checkpoint }: FiguresRead,
): Promise<Asked> {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    asOf: asOf.toISOString(),
    policyVersion: await policyVersionAt(client, asOf),
    checkpoint: checkpoint && { number: checkpoint.number, sealedAt: checkpoint.sealedAt },
  };
}

async function policyVersionAt(client: PoolClient, at: Date): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    'select version from policy where applies_from <= $1 order by applies_from desc limit 1',
    [at],
  );
  return rows[0]?.version ?? 'none';
}
