import { join } from 'node:path';
import { createPool, migrate, OUTBOX_SQL, type Pool } from '@hearback/postgres';
import { startTelemetry } from '@hearback/telemetry';
import { testDatabase, type TestDatabase } from '@hearback/testing';
import { readFile } from 'node:fs/promises';
import { arrival, caseOf, idOf, NOON } from '../src/domain/test-feedback';
import { register, type RegisterDeps } from '../src/register';
import { sweepWaiting } from '../src/sweep-waiting';

const directory = join(__dirname, '../src/migrations');
const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
let database: TestDatabase;
let pool: Pool;
let now = NOON;
let deps: RegisterDeps;

beforeAll(async () => {
  database = await testDatabase();
  pool = createPool({ url: database.url, schema: 'cases', telemetry });
  await migrate(pool, { schema: 'cases', directory });
  deps = {
    pool,
    now: () => now,
    targetWaitMs: 60_000,
    encodeClosed: (event) => ({ topic: 'closed', key: event.refusedId, value: null, headers: {} }),
    encode: (event) => ({
      topic: 'case',
      key: event.caseId,
      value: Buffer.from(JSON.stringify(event)),
      headers: { ce_id: `${event.caseId}@${event.caseVersion}` },
    }),
    published: () => undefined,
    count: () => undefined,
  };
});
afterEach(async () => {
  now = NOON;
  await pool.query(
    'truncate feedback, feedback_revision, delivery, case_record, history, reply, command, parked, outbox',
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const later = (ms: number) => (now = new Date(NOON.getTime() + ms));
const rows = async <T>(sql: string) => (await pool.query(sql)).rows as T[];
/** Everything that counts, in an order that does not depend on how it came about. */
const everything = async () => ({
  ends: await rows('select * from feedback_end order by feedback_id'),
  feedback: await rows('select * from feedback order by feedback_id'),
  revisions: await rows('select * from feedback_revision order by feedback_id, revision'),
  cases: await rows('select * from case_record order by case_id'),
  history: await rows('select * from history order by case_id, version'),
  outbox: await rows(
    `select topic, convert_from(value, 'UTF8')::jsonb as event, headers->>'ce_id' as ce_id from outbox order by 3`,
  ),
  deliveries: await rows('select * from delivery order by ce_id'),
  replies: await rows('select * from reply order by reply_id'),
});
const ends = async () =>
  Object.fromEntries(
    (
      await rows<{ name: string; state: string; case_id: string }>(
        'select feedback_id as name, state, case_id from feedback_end',
      )
    ).map((row) => [row.name, [row.state, row.case_id]]),
  );

const a = arrival({ name: 'a' });
const b = arrival({ name: 'b', text: '年費的事又來了', relation: { kind: 'resubmission', of: idOf('a'), score: 0.9 } });
const mention = arrival({ name: 'm', text: '', relation: { kind: 'repost', of: idOf('a'), score: 1 } });
const rating = arrival({ name: 'r', text: '', feedback: { rating: { stars: 5 } } });
const revision = arrival({
  name: 'a',
  text: 'Why was the fee charged twice?',
  relation: { kind: 'revision', revision: 2 },
});

test('the migration creates the outbox that the library declares', async () => {
  expect(await readFile(join(directory, '0001_cases.sql'), 'utf8')).toContain(OUTBOX_SQL);
});

test('each end is written with its case, its history and its event', async () => {
  await register(deps, { arrivals: [a, b, mention, rating, revision] });
  const found = await everything();
  expect({
    ends: await ends(),
    history: found.history.map((entry) => [(entry as { version: number }).version, (entry as { kind: string }).kind]),
    events: found.outbox.map((record) => (record as { event: { caseVersion: number } }).event.caseVersion),
    revisions: await rows('select revision, text, outdated from feedback_revision order by revision'),
    inForce: await rows(`select text, revision, deliveries from feedback where feedback_id = '${idOf('a')}'`),
    record: await rows('select version, state, feedbacks, mentions from case_record'),
  }).toEqual({
    ends: {
      [idOf('a')]: ['opened', caseOf('a')],
      [idOf('b')]: ['joined', caseOf('a')],
      [idOf('m')]: ['mention', caseOf('a')],
      [idOf('r')]: ['recorded', null],
    },
    history: [
      [1, 'opened'],
      [2, 'feedback-joined'],
      [3, 'mention-added'],
      [4, 'feedback-revised'],
    ],
    events: [1, 2, 3, 4],
    revisions: [
      { revision: 1, text: a.feedback.text, outdated: false },
      { revision: 2, text: 'Why was the fee charged twice?', outdated: false },
    ],
    inForce: [{ text: 'Why was the fee charged twice?', revision: 2, deliveries: 2 }],
    record: [{ version: 4, state: 'new', feedbacks: 2, mentions: 1 }],
  });
});

test('the same batch again changes nothing, at once or after any time', async () => {
  const batch = [a, b, mention, rating, revision];
  await register(deps, { arrivals: batch });
  const before = await everything();
  later(400 * 86_400_000);
  const fresh = await register(deps, { arrivals: batch });
  await register(deps, { arrivals: [...batch].reverse() });
  expect([fresh.size, await everything()]).toEqual([0, before]);
});

test('one batch or one message at a time gives the same rows', async () => {
  const batch = [a, b, mention, rating, revision];
  await register(deps, { arrivals: batch });
  const together = await everything();
  await pool.query('truncate feedback, feedback_revision, delivery, case_record, history, reply, command, outbox');
  for (const one of batch) await register(deps, { arrivals: [one] });
  expect(await everything()).toEqual(together);
});

test('two hundred feedbacks delivered five times at once open two hundred cases', async () => {
  const batch = Array.from({ length: 200 }, (_, index) => arrival({ name: `many-${index}` }));
  const turned = (by: number) => [...batch.slice(by), ...batch.slice(0, by)];
  await Promise.all([0, 40, 80, 120, 160].map((by) => register(deps, { arrivals: turned(by) })));
  expect(
    await rows(`select (select count(*)::int from case_record) as cases, (select count(*)::int from outbox) as events,
    (select count(*)::int from feedback where deliveries = 1) as once`),
  ).toEqual([{ cases: 200, events: 200, once: 200 }]);
});

test('other deliveries of the same feedbacks at the same moment are counted, and open nothing more', async () => {
  const of = (delivery: string) =>
    Array.from({ length: 100 }, (_, index) => arrival({ name: `same-${index}`, delivery }));
  await Promise.all(['1', '2', '3', '4', '5'].map((delivery) => register(deps, { arrivals: of(delivery) })));
  expect(
    await rows(`select count(*)::int as cases, (select count(*)::int from feedback where deliveries = 5) as five
    from case_record`),
  ).toEqual([{ cases: 100, five: 100 }]);
});

test('versions of a case that many join at once have no gap', async () => {
  await register(deps, { arrivals: [a] });
  const joins = Array.from({ length: 40 }, (_, index) =>
    arrival({ name: `j${index}`, relation: { kind: 'resubmission', of: idOf('a'), score: 1 } }),
  );
  await Promise.all([0, 10, 20, 30].map((from) => register(deps, { arrivals: joins.slice(from, from + 10) })));
  const versions = await rows<{ version: number }>('select version from history order by version');
  expect(versions.map((row) => row.version)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
});

describe('a feedback whose target has not arrived', () => {
  test('waits, is completed by the target, and carries its trace', async () => {
    await register(deps, { arrivals: [b] });
    const waiting = await ends();
    await register(deps, { arrivals: [a] });
    expect([waiting, await ends()]).toEqual([
      { [idOf('b')]: ['waiting', null] },
      { [idOf('a')]: ['opened', caseOf('a')], [idOf('b')]: ['joined', caseOf('a')] },
    ]);
  });

  test('is completed by the sweep when both were registered at the same moment', async () => {
    await register(deps, { arrivals: [a] });
    await register(deps, { arrivals: [b] });
    // As a transaction leaves it that could not see the other.
    await pool.query(
      `update feedback set state = 'waiting', case_id = null, waiting_since = $1 where feedback_id = $2`,
      [NOON, idOf('b')],
    );
    await pool.query(`delete from history where version = 2`);
    await pool.query(`update case_record set version = 1, feedbacks = 1`);
    expect([await sweepWaiting(deps), (await ends())[idOf('b')]]).toEqual([1, ['joined', caseOf('a')]]);
  });

  test('opens a case of its own after a minute, and is linked when the target comes', async () => {
    await register(deps, { arrivals: [b] });
    later(59_999);
    const early = await sweepWaiting(deps);
    later(60_000);
    const due = await sweepWaiting(deps);
    const opened = await rows('select state, case_id, link_pending from feedback');
    await register(deps, { arrivals: [a] });
    const again = await sweepWaiting(deps);
    expect({
      early,
      due,
      again,
      opened,
      linked: await rows(`select kind, change->>'of' as of from history where version = 2`),
      pending: await rows('select feedback_id from feedback where link_pending'),
    }).toEqual({
      early: 0,
      due: 1,
      again: 0,
      opened: [{ state: 'opened', case_id: caseOf('b'), link_pending: true }],
      linked: [{ kind: 'linked', of: idOf('a') }],
      pending: [],
    });
  });
});

describe('a reply made outside', () => {
  const reply = {
    replyId: idOf('reply'),
    feedbackId: idOf('a'),
    origin: 'observed' as const,
    text: '年费已退回。',
    repliedAt: NOON.toISOString(),
    observedAt: NOON.toISOString(),
    by: { id: 'agent-7', name: '小李' },
    automatic: false,
    substantive: true,
    traceparent: null,
  };

  test('before its feedback, after it, and twice, is entered once', async () => {
    await register(deps, { replies: [reply, reply] });
    await register(deps, { replies: [reply] });
    await register(deps, { arrivals: [a] });
    await register(deps, { replies: [reply, { ...reply, replyId: idOf('second') }] });
    expect(
      await rows(`select h.version, h.kind, r.settled, r.case_id from history h
      left join reply r on r.reply_id::text = h.change->>'replyId' order by h.version`),
    ).toEqual([
      { version: 1, kind: 'opened', settled: null, case_id: null },
      { version: 2, kind: 'replied', settled: true, case_id: caseOf('a') },
      { version: 3, kind: 'replied', settled: true, case_id: caseOf('a') },
    ]);
  });

  test('is found by the sweep when both came at the same moment', async () => {
    await register(deps, { arrivals: [a] });
    await register(deps, { replies: [reply] });
    await pool.query(`update reply set settled = false, case_id = null`);
    await pool.query(`delete from history where version = 2`);
    await pool.query(`update case_record set version = 1`);
    await sweepWaiting(deps);
    expect(await rows('select settled from reply')).toEqual([{ settled: true }]);
  });
});
