import { deterministicId } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { caseAnswer, feedbackAnswer } from '../src/http-shapes';
import { arrival, caseOf, idOf } from '../src/domain/test-feedback';
import {
  answered,
  command as send,
  departures,
  detail as shown,
  problem,
  publishedInFull,
  SECOND,
} from './drive-cases';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;
const minute = (n: number) => `2026-05-20T01:${String(n).padStart(2, '0')}:00.000Z`;
const received = (n: number) => ({ feedback: { receivedAt: minute(n), occurredAt: minute(n) } });

const b = {
  name: 'b',
  text: '补卡费也收错了',
  relation: { kind: 'resubmission' as const, of: idOf('a'), score: 0.9, because: ['near-text'] },
  ...received(1),
};
const m = { name: 'm', text: '转发', relation: { kind: 'repost' as const, of: idOf('a'), score: 1 }, ...received(2) };

beforeAll(async () => {
  h = await startHarness();
  await h.classified(arrival({ name: 'a', ...received(0) }));
  await h.classified(arrival(b), arrival(m), arrival({ name: 'other', ...received(3) }));
  await eventually(async () => expect((await detail(caseOf('a'))).version).toBe(3));
  await eventually(async () => expect((await detail(caseOf('other'))).version).toBe(1));
});
afterAll(() => h?.stop());

const detail = (caseId: string) => shown(h, caseId);
const command = (caseId: string, name: string, body: object) => send(h, { caseId, name, body });

const replyTo = (name: string) => ({
  replyId: idOf(`reply to ${name}`),
  feedbackId: idOf(name),
  sourceId: 'web-form-default',
  text: '费用今天退回。',
  repliedAt: minute(50),
  observedAt: minute(50),
  by: { id: 'agent:3' },
  automatic: false,
});

describe('a feedback that is taken out of a case', () => {
  const old = caseOf('a');
  const own = (name: string) => deterministicId('case', idOf(name), old);
  const feedback = async (name: string) => (await h.get(`/v1/feedback/${idOf(name)}`)).body;

  test('takes the replies to it along to a case of its own, whatever is sent twice', async () => {
    const reply = (name: string, n: number) =>
      command(old, 'reply', { text: '已为您退费。', by: 'logged', repliedAt: minute(n), feedbackId: idOf(name) });
    await reply('a', 10);
    const { replyId } = answered(await reply('b', 11));
    await send(h, {
      caseId: old,
      name: 'confirm-reply',
      body: { replyId, evidence: 'call-recording' },
      token: SECOND,
    });
    const unlinked = await command(old, 'unlink', { feedbackId: idOf('b'), reason: '兩件事' });
    expect([unlinked.body, await detail(old), await detail(own('b')), await feedback('b')]).toMatchObject([
      { caseId: old, version: 7, state: 'replied', newCaseId: own('b') },
      {
        feedbackCount: 1,
        mentions: 1,
        feedbacks: [{ feedbackId: idOf('a') }, { feedbackId: idOf('m') }],
        unlinked: [{ feedbackId: idOf('b'), caseId: own('b'), by: 'api-key:hbk_all' }],
      },
      {
        version: 3,
        state: 'replied',
        openedBy: idOf('b'),
        openedAt: minute(1),
        feedbackCount: 1,
        relation: { kind: 'resubmission', of: idOf('a'), unlinked: { fromCaseId: old } },
        timeline: [
          { kind: 'opened', by: null },
          { kind: 'replied', by: { id: 'api-key:hbk_all' }, data: { replyId, text: '已为您退费。' } },
          { kind: 'reply-confirmed', by: { id: 'api-key:hbk_second' } },
        ],
      },
      { state: 'opened', caseId: own('b'), relation: { kind: 'resubmission', unlinked: { by: 'api-key:hbk_all' } } },
    ]);
    expect((await detail(old)).timeline.at(-1)).toMatchObject({
      kind: 'feedback-unlinked',
      data: { feedbackId: idOf('b'), toCaseId: own('b'), reason: 'other', text: '兩件事' },
    });
  });

  test('may be a mention, which then has a promise of its own', async () => {
    expect((await command(old, 'unlink', { feedbackId: idOf('m'), reason: 'mistake' })).body).toMatchObject({
      newCaseId: own('m'),
    });
    expect([await feedback('m'), (await detail(old))['mentions'], (await detail(own('m'))).state]).toMatchObject([
      { state: 'opened', caseId: own('m') },
      0,
      'new',
    ]);
  });

  test('cannot be the one that opened the case, nor one of another, nor leave twice', async () => {
    const unlink = async (id: string) => problem(await command(old, 'unlink', { feedbackId: id, reason: 'mistake' }));
    expect([await unlink(idOf('a')), await unlink(idOf('other')), await unlink(idOf('b'))]).toEqual([
      [409, '/problems/feedback-opened-case'],
      [422, '/problems/feedback-not-in-case'],
      [422, '/problems/feedback-not-in-case'],
    ]);
  });

  test('has its later deliveries, revisions, resubmissions and replies in its own case', async () => {
    const revision = { kind: 'revision' as const, revision: 2, of: idOf('b') };
    const again = { kind: 'resubmission' as const, of: idOf('b'), score: 0.9 };
    await h.classified(arrival({ ...b, delivery: 'second' }));
    await h.classified(arrival({ ...b, text: '补卡费还是没有退', relation: revision }));
    await h.classified(arrival({ name: 'b-again', text: '第二次了', relation: again }));
    await h.observed({
      replyId: idOf('late reply'),
      sourceId: 'web-form-default',
      feedbackId: idOf('b'),
      text: '补卡费今天退回。',
      repliedAt: minute(50),
      observedAt: minute(50),
      by: { id: 'agent:3' },
      automatic: false,
    });
    await eventually(async () => expect((await detail(own('b'))).version).toBe(6));
    const { version, timeline } = await detail(own('b'));
    const kinds = timeline.slice(3).map((entry) => entry.kind);
    expect([version, kinds.sort(), (await detail(old)).version, await feedback('b-again')]).toMatchObject([
      6,
      ['feedback-joined', 'feedback-revised', 'replied'],
      8,
      { state: 'joined', caseId: own('b') },
    ]);
  });

  test('leaves once, though it is revised and answered at the same moment', async () => {
    const joined = ['r1', 'r2', 'r3', 'r4'];
    const relation = { kind: 'resubmission' as const, of: idOf('other'), score: 0.9 };
    const home = caseOf('other');
    await h.classified(...joined.map((name) => arrival({ name, text: `${name} 第一次`, relation, ...received(4) })));
    await eventually(async () => expect((await detail(home)).version).toBe(5));
    const revision = { kind: 'revision' as const, revision: 2 };
    await Promise.all(
      joined.flatMap((name) => [
        h.classified(arrival({ name, text: `${name} 第二次`, relation: revision, ...received(5) })),
        h.observed(replyTo(name)),
        eventually(async () =>
          expect((await command(home, 'unlink', { feedbackId: idOf(name), reason: 'mistake' })).status).toBe(200),
        ),
      ]),
    );
    const kindsOf = async (name: string) => {
      const { timeline } = await detail(deterministicId('case', idOf(name), home));
      return timeline.map((entry) => entry.kind).sort();
    };
    await eventually(async () =>
      expect(await Promise.all(joined.map(kindsOf))).toEqual(
        joined.map(() => ['feedback-revised', 'opened', 'replied']),
      ),
    );
    expect(await detail(home)).toMatchObject({ feedbackCount: 1, feedbacks: [{ feedbackId: idOf('other') }] });
  });

  test('has one end, and one case that it opened', async () => {
    const { rows } = await h.pool.query(
      `select e.feedback_id, e.state, e.case_id, count(c.case_id)::int as opened
         from feedback_end e left join case_record c on c.opened_by = e.feedback_id
        where e.feedback_id = any($1) group by 1, 2, 3`,
      [[idOf('b'), idOf('m')]],
    );
    expect(new Map(rows.map((row) => [row.feedback_id, [row.state, row.case_id, row.opened]]))).toEqual(
      new Map([
        [idOf('b'), ['opened', own('b'), 1]],
        [idOf('m'), ['opened', own('m'), 1]],
      ]),
    );
  });

  test('is shown and published as the interface says, without gaps and without words', async () => {
    expect([
      departures(feedbackAnswer, await feedback('b')),
      departures(caseAnswer, await detail(old)),
      departures(caseAnswer, await detail(own('b'))),
    ]).toEqual([[], [], []]);
    expect(JSON.stringify(await publishedInFull(h))).not.toMatch(/退|兩件事/);
  });
});
