import {
  caseChanged,
  feedbackClassified,
  PARKED_HEADERS,
  parkedTopic,
  REPLAY_HEADERS,
  type CaseChanged,
} from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { eventually } from '@hearback/testing';
import type { Admin } from 'kafkajs';
import { arrival, caseOf, idOf } from '../src/domain/test-feedback';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;
beforeAll(async () => {
  // No wait ends by itself, however slow the machine is.
  h = await startHarness({ CASES_TARGET_WAIT_SECONDS: '3600' });
});
afterAll(() => h?.stop());

const state = async (name: string) => {
  const { status, body } = await h.get(`/v1/feedback/${idOf(name)}`);
  const { state: end, caseId } = body as { state?: string; caseId?: string };
  return status === 200 ? [end, caseId ?? null] : status;
};
const published = async () => {
  const events: { event: CaseChanged; headers: Record<string, string> }[] = [];
  await readToEnd(h.connection, caseChanged.topic, (record) => {
    const headers = Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, String(value)]));
    events.push({ event: JSON.parse(String(record.value)) as CaseChanged, headers });
  });
  // Stable: the order of each case stays as it lies on Kafka.
  return events.sort((x, y) => x.event.caseId.localeCompare(y.event.caseId));
};
const rows = async (sql: string) => (await h.pool.query(sql)).rows as unknown[];
const everything = async () => ({
  feedback: await rows('select * from feedback order by feedback_id'),
  revisions: await rows('select * from feedback_revision order by feedback_id, revision'),
  cases: await rows('select * from case_record order by case_id'),
  history: await rows('select * from history order by case_id, version'),
  deliveries: await rows('select count(*)::int from delivery'),
});

const a = arrival({ name: 'a', feedback: { channel: 'hotline', branch: '浦东支行' } });
const b = arrival({ name: 'b', relation: { kind: 'resubmission', of: idOf('a'), score: 0.9, because: ['near-text'] } });
const m = arrival({ name: 'm', text: '', relation: { kind: 'repost', of: idOf('a'), score: 1 } });
const r = arrival({ name: 'r', text: '', feedback: { rating: { stars: 2 } } });
const a2 = arrival({ name: 'a', text: '年費已經退了嗎？', relation: { kind: 'revision', revision: 2 } });

test('a classified feedback becomes a case, and one event that continues its trace', async () => {
  expect(await state('a')).toBe(404);
  await h.classified(a);
  await eventually(async () => expect(await state('a')).toEqual(['opened', caseOf('a')]));
  const events = await eventually(async () => {
    const found = await published();
    expect(found).toHaveLength(1);
    return found;
  });
  expect(
    events.map(({ event, headers }) => ({
      change: event.change,
      subject: headers['ce_subject'],
      trace: headers['traceparent']?.slice(3, 35),
    })),
  ).toEqual([
    {
      change: {
        kind: 'opened',
        feedback: {
          feedbackId: idOf('a'),
          receivedAt: a.feedback.receivedAt,
          channel: 'hotline',
          sourceId: 'web-form-default',
          customerKey: 'customer-of-a',
          branch: '浦东支行',
        },
      },
      subject: caseOf('a'),
      trace: '1'.repeat(32),
    },
  ]);
});

test('every relation reaches its end, and versions of the case have no gap on Kafka', async () => {
  await h.classified(a2, b, m, r);
  await eventually(async () =>
    expect([await state('b'), await state('m'), await state('r')]).toEqual([
      ['joined', caseOf('a')],
      ['mention', caseOf('a')],
      ['recorded', null],
    ]),
  );
  await eventually(async () => {
    const versions = (await published())
      .filter(({ event }) => event.caseId === caseOf('a'))
      .map(({ event }) => event.caseVersion);
    expect(versions).toEqual([1, 2, 3, 4]);
  });
  expect((await h.get(`/v1/feedback/${idOf('a')}`)).body).toMatchObject({
    deliveries: 2,
    revision: 2,
    relation: { kind: 'original', of: null },
  });
});

test('a resubmission that comes before its target waits, and one whose target never comes gets its own case', async () => {
  const early = arrival({ name: 'early', relation: { kind: 'resubmission', of: idOf('late'), score: 1 } });
  const lost = arrival({ name: 'lost', relation: { kind: 'resubmission', of: idOf('never'), score: 1 } });
  await h.classified(early, lost);
  await eventually(async () =>
    expect(await rows(`select state from feedback where state = 'waiting'`)).toHaveLength(2),
  );
  expect(await state('early')).toBe(404);
  await h.classified(arrival({ name: 'late' }));
  await eventually(async () => expect(await state('early')).toEqual(['joined', caseOf('late')]));
  await rows(`update feedback set waiting_since = waiting_since - interval '61 minutes' where state = 'waiting'`);
  await eventually(async () => expect(await state('lost')).toEqual(['opened', caseOf('lost')]));
  await h.classified(arrival({ name: 'never' }));
  await eventually(async () => {
    expect((await published()).map(({ event }) => event.change)).toContainEqual({
      kind: 'linked',
      feedbackId: idOf('lost'),
      of: idOf('never'),
      relation: 'resubmission',
    });
  });
});

test('a reply seen elsewhere is entered with its own time, also before its feedback', async () => {
  const reply = {
    replyId: idOf('reply'),
    feedbackId: idOf('answered'),
    sourceId: 'play',
    text: '您好，费用已退回。',
    repliedAt: '2026-05-20T03:59:30.000Z',
    observedAt: '2026-05-20T04:10:00.000Z',
    by: { id: 'agent-7' },
    automatic: false,
  };
  await h.observed(reply);
  await eventually(async () => expect(await rows('select * from reply')).toHaveLength(1));
  await h.classified(arrival({ name: 'answered' }));
  await h.observed(reply);
  await eventually(async () => {
    const changes = (await published()).filter(({ event }) => event.caseId === caseOf('answered'));
    expect(changes.map(({ event }) => [event.caseVersion, event.change.kind, event.state])).toEqual([
      [1, 'opened', 'new'],
      [2, 'replied', 'replied'],
    ]);
    expect(changes[1]!.event.change).toMatchObject({
      repliedAt: reply.repliedAt,
      origin: 'observed',
      substantive: true,
    });
  });
});

test('what another service has parked is said so, until its replay is over', async () => {
  await h.publisher.publishRaw({
    topic: parkedTopic('classifier'),
    key: 'someone',
    value: Buffer.from('{}'),
    headers: {
      ce_subject: idOf('broken'),
      [PARKED_HEADERS.topic]: feedbackClassified.topic.replace('classified', 'deduplicated'),
      [PARKED_HEADERS.reason]: 'failing',
      [PARKED_HEADERS.service]: 'classifier',
      [PARKED_HEADERS.at]: '2026-05-20T04:00:00.000Z',
    },
  });
  await eventually(async () =>
    expect((await h.get(`/v1/feedback/${idOf('broken')}`)).body).toEqual({
      feedbackId: idOf('broken'),
      state: 'parked',
      caseId: null,
      relation: null,
      labels: null,
      deliveries: 0,
      revision: 0,
      parked: { service: 'classifier', reason: 'failing', at: '2026-05-20T04:00:00.000Z' },
    }),
  );
  expect(await rows(`select state from feedback_end where feedback_id = '${idOf('broken')}'`)).toEqual([
    { state: 'parked' },
  ]);
  await h.publisher.publishRaw({
    topic: parkedTopic('classifier'),
    key: 'someone',
    value: null,
    headers: { [REPLAY_HEADERS.done]: '0' },
  });
  await eventually(async () => expect(await state('broken')).toBe(404));
});

test('two replicas whose database connections are cut again and again lose and double nothing', async () => {
  const second = await h.replica();
  const names = Array.from({ length: 600 }, (_, index) => `cut-${index}`);
  const batch = names.map((name, index) =>
    index % 6 === 5
      ? arrival({ name, relation: { kind: 'resubmission', of: idOf(`cut-${index - 5}`), score: 1 } })
      : arrival({ name }),
  );
  for (let from = 0; from < batch.length; from += 100) {
    const part = batch.slice(from, from + 100);
    await h.classified(...part, ...part);
    await h.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
  }
  const ends = `select f.state, count(*)::int, count(distinct f.case_id)::int as cases, max(f.deliveries) as deliveries
    from feedback f where customer_key like 'customer-of-cut-%' group by f.state order by f.state`;
  await eventually(
    async () =>
      expect(await rows(ends)).toEqual([
        { state: 'joined', count: 100, cases: 100, deliveries: 1 },
        { state: 'opened', count: 500, cases: 500, deliveries: 1 },
      ]),
    60_000,
  );
  await eventually(async () => expect(await rows('select 1 from outbox')).toEqual([]), 30_000);
  const versions = new Map<string, Set<number>>();
  for (const { event } of await published())
    versions.set(event.caseId, (versions.get(event.caseId) ?? new Set()).add(event.caseVersion));
  const expected = (index: number) => (index % 6 === 0 ? [1, 2] : [1]);
  const opened = names.map((name, index) => ({ name, index })).filter(({ index }) => index % 6 !== 5);
  expect(opened.map(({ name }) => [...versions.get(caseOf(name))!].sort())).toEqual(
    opened.map(({ index }) => expected(index)),
  );
  await second.stop();
});

test('reading everything again from the beginning changes nothing', async () => {
  const before = await everything();
  const events = await published();
  await h.service().stop();
  await h.withAdmin((admin) => eventually(() => admin.deleteGroups([h.connection.group('cases')])));
  await h.restart();
  await eventually(async () => expect(await h.withAdmin(unread)).toBe(0), 60_000);
  expect(await everything()).toEqual(before);
  expect(await published()).toEqual(events);
});

/** Messages of feedback.classified that the group has not committed; all of them before its first commit. */
async function unread(admin: Admin): Promise<number> {
  const topic = h.connection.topic(feedbackClassified.topic);
  const ends = await admin.fetchTopicOffsets(topic);
  const [committed] = await admin.fetchOffsets({ groupId: h.connection.group('cases'), topics: [topic] });
  const read = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Math.max(Number(offset), 0)]));
  return ends.reduce((sum, { partition, high }) => sum + Number(high) - (read.get(partition) ?? 0), 0);
}
