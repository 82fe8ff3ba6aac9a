import type { Pool } from '@hearback/postgres';
import { percentile } from '../statistics';
import type { TrackerProcess, TrackerWorld } from './tracker-world';

const REQUESTS = 200;
/** What is slow is asked less often. */
const FEWEST = 5;
const MOST_MS = 15_000;
const DAY = 86_400_000;

export interface Read {
  name: string;
  p50Ms: number;
  p95Ms: number;
}

/** What people ask, one question after another over HTTP, and beside it what the server itself needs for next to nothing. */
export async function measureReads(
  { pool }: TrackerWorld,
  tracker: TrackerProcess,
  report: (read: Read) => void,
): Promise<void> {
  const take = async (name: string, work: () => Promise<unknown>) => report(await repeated(name, work));
  await take('ceiling: select 1', () => pool.query('select 1'));
  await take('ceiling: index-only count of the same cells', () => countCells(pool));
  await take('ceiling: GET /health/live', () => fetch(`${tracker.url}/health/live`).then((answer) => answer.text()));
  for (const [name, path] of await questions(pool)) await take(name, () => tracker.get(path));
}

async function repeated(name: string, work: () => Promise<unknown>): Promise<Read> {
  for (let warm = 0; warm < 2; warm += 1) await work();
  const taken: number[] = [];
  const giveUp = performance.now() + MOST_MS;
  for (let request = 0; request < REQUESTS && (request < FEWEST || performance.now() < giveUp); request += 1) {
    const startedAt = performance.now();
    await work();
    taken.push(performance.now() - startedAt);
  }
  return { name, p50Ms: percentile(taken, 0.5), p95Ms: percentile(taken, 0.95) };
}

function countCells(pool: Pool) {
  return pool.query({
    name: 'count-cells',
    text: `select count(*) from figure_now where dimension = 'channel' and promise in ('first-reply', 'next-reply')
              and cohort_hour >= $1`,
    values: [new Date(Date.now() - 30 * DAY)],
  });
}

async function questions(pool: Pool): Promise<[string, string][]> {
  const now = Date.now();
  const rate = (by: string, to: number, days: number) =>
    `/v1/response-rate?by=${by}&from=${iso(to - days * DAY)}${to === now ? '' : `&to=${iso(to)}`}`; // as a screen asks: until now
  const asOf = (days: number) => `${rate('channel', now - days * DAY, 30)}&asOf=${iso(now - days * DAY)}`;
  const feedbackId = await one(
    pool,
    `select feedback_id as value from clock where promise = 'first-reply' limit 1 offset 12345`,
  );
  const clockId = await one(pool, `select clock_id as value from clock where state = 'met' limit 1 offset 12345`);
  return [
    ['response rate by channel, 30 days', rate('channel', now, 30)],
    ['response rate by owner, 30 days', rate('owner', now, 30)],
    ['response rate by channel, 365 days', rate('channel', now, 365)],
    ['the same 30 days as of a week ago', asOf(7)],
    ['the same 30 days as of 6 months ago', asOf(182)],
    ['every promise, 30 days', `/v1/promise-rates?from=${iso(now - 30 * DAY)}`],
    ['times to first reply by channel, 30 days', `/v1/reply-times?by=channel&from=${iso(now - 30 * DAY)}`],
    ['backlog by channel', '/v1/backlog?by=channel'],
    ['warnings, first page', '/v1/warnings'],
    ['list: running, first page', '/v1/clocks?state=running'],
    ['list: running, deep page', `/v1/clocks?state=running&after=${await cursor(pool, 'due_at >= now()', 'asc')}`],
    ['list: at risk, first page', '/v1/clocks?state=at-risk'],
    ['list: missed, first page', '/v1/clocks?state=missed'],
    ['list: missed, deep page', `/v1/clocks?state=missed&after=${await cursor(pool, 'due_at < now()', 'desc')}`],
    ['clocks of a feedback', `/v1/clocks?feedbackId=${feedbackId}`],
    ['one clock with its events', `/v1/clocks/${clockId}`],
  ];
}

const iso = (time: number) => new Date(time).toISOString();

async function one(pool: Pool, sql: string): Promise<string> {
  return (await pool.query<{ value: string }>(sql)).rows[0]!.value;
}

/** `next` of a page far behind the first. */
async function cursor(pool: Pool, where: string, order: 'asc' | 'desc'): Promise<string> {
  const { rows } = await pool.query<{ due_at: Date; clock_id: string }>(
    `select due_at, clock_id from (select due_at, clock_id, row_number() over (order by due_at ${order}, clock_id ${order}) as n,
        count(*) over () as total from clock
       where state in ('running', 'missed') and promise in ('first-reply', 'next-reply') and ${where}) as listed
      where n = greatest(1, total * 9 / 10)`,
  );
  const { due_at: dueAt, clock_id: clockId } = rows[0]!;
  return Buffer.from(`${dueAt.toISOString()} ${clockId}`).toString('base64url');
}
