import { apiKeyChanged } from '@hearback/contracts';
import { hashToken } from '@hearback/access';
import { startRedis, type ThrowAwayServer } from '@hearback/local';
import { eventually } from '@hearback/testing';
import { strFromU8, unzipSync } from 'fflate';
import { Redis } from 'ioredis';
import { caseNamed, trackerWorld, type Tracker, type TrackerWorld } from './harness';

jest.setTimeout(240_000);

const TOKEN = 'hbk_makes-reports';
const HOUR = 3_600_000;

let world: TrackerWorld;
let redis: ThrowAwayServer;
let tracker: Tracker;
let restart: () => Promise<void>;
beforeAll(async () => {
  [world, redis] = await Promise.all([trackerWorld(), startRedis()]);
  const changedAt = new Date().toISOString();
  const key = { kind: 'api-key' as const, keyId: 'r', name: 'reports', tokenHash: hashToken(TOKEN), changedAt };
  await world.publisher.publish(apiKeyChanged, { ...key, scopes: ['read', 'command'], sourceIds: [] });
  restart = async () => {
    tracker = await world.startTracker({
      SWEEP_SECONDS: '1',
      REDIS_URL: redis.address,
      CONSOLE_URL: 'https://bank.example/',
    });
  };
  await restart();
}, 120_000);
afterAll(async () => {
  await world.close();
  await redis.stop();
});

async function call(method: string, path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${TOKEN}`, ...(body ? { 'content-type': 'application/json' } : {}) };
  const answer = await fetch(`${tracker.url}${path}`, { method, headers, body: body ? JSON.stringify(body) : null });
  const content = Buffer.from(await answer.arrayBuffer());
  const json = () => JSON.parse(content.toString()) as Record<string, never>;
  return { status: answer.status, headers: answer.headers, content, json };
}

async function made(question: Record<string, unknown>) {
  const asked = await call('POST', '/v1/reports', question);
  expect(asked.status).toBe(202);
  const { reportId } = asked.json();
  let answer = await call('GET', `/v1/reports/${reportId}`);
  await eventually(async () => {
    answer = await call('GET', `/v1/reports/${reportId}`);
    expect(answer.status).toBe(200);
  }, 30_000);
  return answer;
}

interface Sheet {
  name: string;
  rows: (string | number)[][];
}

function sheetsOf(file: Buffer): Sheet[] {
  const files = unzipSync(file);
  const text = (name: string) => strFromU8(files[name]!);
  const shared = [...text('xl/sharedStrings.xml').matchAll(/<si>.*?<t[^>]*>([^<]*)<\/t>.*?<\/si>/gs)].map((m) => m[1]!);
  return [...text('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name], index) => ({
    name: name!,
    rows: [...text(`xl/worksheets/sheet${index + 1}.xml`).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
      [...row!.matchAll(/<c ([^>]*?)(?:\/>|>(?:<v>([^<]*)<\/v>)?<\/c>)/g)].map(([, kind, value]) =>
        kind!.includes('t="s"') ? shared[Number(value)]! : Number(value),
      ),
    ),
  }));
}

const rowOf = (sheet: Sheet, name: string) => sheet.rows.find(([first]) => first === name)!;

test('a report over HTTP in both formats has the numbers of the response rate of the same moment, and lists their cases', async () => {
  const now = Date.now();
  const from = new Date(now - 40 * HOUR);
  const cases = Array.from({ length: 12 }, (_, index) =>
    caseNamed(`reported ${index}`, index % 2 ? 'hotline' : 'social'),
  );
  for (const [index, one] of cases.entries()) {
    const receivedAt = new Date(now - (index < 4 ? 30 : 10) * HOUR);
    await world.tell(one.opened(receivedAt));
    if (index % 3 === 0) await world.tell(one.replied(2, new Date(receivedAt.getTime() + HOUR)));
    if (index === 5) await world.tell(one.changed(2, { kind: 'withdrawn', by: 'u', reason: 'spam' }));
  }
  type Rate = { total: Record<string, number>; by: (Record<string, number> & { key: string })[] };
  let asOf = '';
  let rate: Rate | null = null;
  const to = new Date(now).toISOString();
  await eventually(async () => {
    asOf = new Date().toISOString();
    rate = await tracker.get<Rate>(`/v1/response-rate?from=${from.toISOString()}&to=${to}&asOf=${asOf}`);
    expect(rate.total).toMatchObject({ met: 4, missed: 2, running: 5, withdrawn: 1 });
  }, 30_000);
  const question = { from: from.toISOString(), to, asOf, language: 'en' };

  const xlsx = await made({ ...question, format: 'xlsx' });
  expect(xlsx.headers.get('content-disposition')).toMatch(
    /^attachment; filename="hearback-report_.*_en_checkpoint-\d+\.xlsx"$/,
  );
  const sheets = sheetsOf(xlsx.content);
  const named = (name: string) => sheets.find((sheet) => sheet.name.startsWith(name))!;
  const total = rowOf(named('1 '), '24-hour response');
  expect(total.slice(1, 7)).toEqual(['66.66 %', 4, 0, 2, 5, 1]);
  for (const { key, met, missed, running, withdrawn } of rate!.by) {
    const row = rowOf(named('5 By channel'), { hotline: 'Hotline', social: 'Social media' }[key]!);
    expect([row[3], row[5], row[6], row[7]]).toEqual([met, missed, running, withdrawn]);
    const listed = named('L5 ').rows.filter(([label]) => label === `${row[0]} · 24-hour response`);
    const outcomes = ['Met', 'Missed', 'Running', 'Withdrawn'].map(
      (name) => listed.filter(([, outcome]) => outcome === name).length,
    );
    expect(outcomes).toEqual([met, missed, running, withdrawn]);
  }
  const caseIds = named('L1 ')
    .rows.slice(1)
    .map((row) => row.at(-2));
  expect(new Set(caseIds)).toEqual(new Set(cases.map(({ caseId }) => caseId)));

  const again = await made({ ...question, format: 'xlsx' });
  expect(sheetsOf(again.content)).toEqual(sheets);
  const pdf = await made({ ...question, language: 'zh-Hans', format: 'pdf' });
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
});

test('what cannot be asked is refused in the terms of the caller', async () => {
  const refused = await call('POST', '/v1/reports', { from: '2026-02-01', to: '2026-02-30', format: 'doc' });
  expect(refused.status).toBe(400);
  expect(refused.json()).toMatchObject({
    type: '/problems/query',
    errors: expect.arrayContaining([
      expect.objectContaining({ path: 'to' }),
      { path: 'format', detail: 'expected xlsx or pdf' },
      { path: 'language', detail: 'expected zh-Hans, zh-Hant, en' },
    ]) as unknown,
  });
  expect((await call('GET', '/v1/reports/nothing')).status).toBe(404);
  expect((await call('DELETE', '/v1/report-schedules/nothing')).status).toBe(404);
  const headers = { authorization: `Bearer hbk_test-of-the-tracker`, 'content-type': 'application/json' };
  const reader = await fetch(`${tracker.url}/v1/report-schedules`, { method: 'POST', headers, body: '{}' });
  expect(reader.status).toBe(403);
});

test('a run that is due is made once, with two replicas, after a restart, with Redis emptied, and a missed one is made up for', async () => {
  const terms = {
    name: 'daily',
    on: { every: 'day' },
    // By the clocks of Shanghai half a day from now, so that no run comes while this one is watched.
    time: new Date(Date.now() + (8 + 12) * HOUR).toISOString().slice(11, 16),
    period: 'previous-day',
    language: 'zh-Hant',
    format: 'xlsx',
  };
  const created = await call('POST', '/v1/report-schedules', terms);
  expect(created.status).toBe(201);
  const { scheduleId, nextRunAt } = created.json() as unknown as { scheduleId: string; nextRunAt: string };
  const other = await world.startTracker({ SWEEP_SECONDS: '1', REDIS_URL: redis.address });
  // As if three runs had come and nobody had been there.
  await tracker.stop();
  await other.stop();
  const missed = [3, 2, 1].map((days) => new Date(Date.parse(nextRunAt) - days * 24 * HOUR));
  await world.pool.query('update report_schedule set next_run_at = $2 where schedule_id = $1', [scheduleId, missed[0]]);
  const client = new Redis(redis.address);
  await client.flushall();
  client.disconnect();
  const replica = await world.startTracker({ SWEEP_SECONDS: '1', REDIS_URL: redis.address });
  await restart();
  const reports = async () =>
    (
      await world.pool.query<{ as_of: Date; state: string; fault: string | null }>(
        'select as_of, state, fault from report where schedule_id = $1 order by as_of',
        [scheduleId],
      )
    ).rows;
  const wanted = missed.map((as_of) => ({ as_of, state: 'made', fault: null }));
  await eventually(async () => expect(await reports()).toEqual(wanted), 30_000);
  // The time of the next run is where it was: whoever looks again finds nothing to do.
  await world.pool.query('update report_schedule set next_run_at = $2 where schedule_id = $1', [scheduleId, missed[2]]);
  const { rows } = await world.pool.query<{ next_run_at: Date }>('select next_run_at from report_schedule');
  expect(rows).toHaveLength(1);
  await eventually(async () => {
    const found = await call('GET', '/v1/report-schedules');
    expect(found.json().items).toEqual([expect.objectContaining({ scheduleId, nextRunAt })]);
  }, 30_000);
  expect(await reports()).toEqual(wanted);
  await replica.stop();
  expect((await call('DELETE', `/v1/report-schedules/${scheduleId}`)).status).toBe(204);
  const list = (await call('GET', '/v1/reports?limit=2')).json() as unknown as { items: object[]; next: string };
  expect(list.items).toHaveLength(2);
  const after = (await call('GET', `/v1/reports?after=${encodeURIComponent(list.next)}`)).json();
  expect((after.items as unknown as object[]).length).toBeGreaterThan(0);
});

test('a maker that is killed while it makes reports leaves each to be made once by the next', async () => {
  await tracker.stop();
  await world.pool.query(
    `insert into report (report_id, asked_by, asked_at, period_from, period_to, as_of, zone, language, format)
     select gen_random_uuid(), 'killed', now(), now() - interval '2 days', now() - interval '5 s', now() - interval '5 s',
            'Asia/Shanghai', 'zh-Hant', case when n % 2 = 0 then 'pdf' else 'xlsx' end from generate_series(1, 6) as n`,
  );
  const states = async () => {
    const { rows } = await world.pool.query<{ state: string; n: number }>(
      `select state, count(*)::int as n from report where asked_by = 'killed' and fault is null group by 1 order by 1`,
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  const given = { SWEEP_SECONDS: '1', REDIS_URL: redis.address };
  const first = await world.startTrackerProcess(given);
  await eventually(async () => expect((await states()).made ?? 0).toBeGreaterThan(0), 60_000);
  await first.kill();
  const second = await world.startTrackerProcess(given);
  await eventually(async () => expect(await states()).toEqual({ made: 6 }), 60_000);
  await second.kill();
});
