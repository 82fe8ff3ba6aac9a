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
const lookalike = {
  kind: 'lookalike' as const,
  of: idOf('a'),
  score: 0.61,
  because: ['near-text'],
  clusterId: idOf('a'),
};
const b = { name: 'b', text: '补卡费也收错了', relation: lookalike, ...received(1) };

beforeAll(async () => {
  h = await startHarness();
  await h.classified(arrival({ name: 'a', ...received(0) }), arrival(b), arrival({ name: 'c', ...received(2) }));
  for (const name of ['a', 'b', 'c'])
    await eventually(async () => expect((await detail(caseOf(name))).version).toBe(1));
});
afterAll(() => h?.stop());

const detail = (caseId: string) => shown(h, caseId);
const command = (caseId: string, name: string, body: object) => send(h, { caseId, name, body });
const feedback = async (name: string) => (await h.get(`/v1/feedback/${idOf(name)}`)).body;
const link = (into: string, name: string) =>
  command(caseOf(into), 'link', { feedbackId: idOf(name), reason: '電話裡說是同一件事' });
const examples = async () =>
  (await h.pool.query('select said, feedback_id, other_id, relation, by_id from relation_example order by at')).rows;

describe('a feedback that a person links to another case', () => {
  test('is part of that case from the beginning, with the replies to it, whatever is sent twice', async () => {
    const reply = await command(caseOf('b'), 'reply', { text: '已为您退费。', by: 'logged', repliedAt: minute(11) });
    const { replyId } = answered(reply);
    await send(h, { caseId: caseOf('b'), name: 'confirm-reply', body: { replyId, evidence: 'call' }, token: SECOND });
    const linked = await link('a', 'b');
    expect([linked.body, await detail(caseOf('a')), await detail(caseOf('b')), await feedback('b')]).toMatchObject([
      { caseId: caseOf('a'), version: 4, state: 'new', fromCaseId: caseOf('b') },
      {
        feedbackCount: 2,
        feedbacks: [
          { feedbackId: idOf('a') },
          { feedbackId: idOf('b'), relation: { linked: { fromCaseId: caseOf('b') } } },
        ],
        links: [],
        timeline: [
          { kind: 'opened' },
          { kind: 'feedback-joined', by: { id: 'api-key:hbk_all' }, data: { text: '電話裡說是同一件事' } },
          {
            kind: 'replied',
            at: expect.anything(),
            by: { id: 'api-key:hbk_all' },
            data: { replyId, text: '已为您退费。' },
          },
          { kind: 'reply-confirmed', by: { id: 'api-key:hbk_second' } },
        ],
      },
      {
        state: 'withdrawn',
        feedbackCount: 0,
        feedbacks: [],
        unlinked: [{ feedbackId: idOf('b'), caseId: caseOf('a') }],
      },
      { state: 'joined', caseId: caseOf('a'), relation: { kind: 'lookalike', linked: { by: 'api-key:hbk_all' } } },
    ]);
  });

  test('has its later revisions, resubmissions and replies there; nothing more happens to the empty case', async () => {
    await h.classified(
      arrival({ ...b, text: '补卡费还是没退', relation: { kind: 'revision', revision: 2, of: idOf('b') } }),
    );
    await h.classified(arrival({ name: 'b-again', relation: { kind: 'resubmission', of: idOf('b'), score: 0.9 } }));
    await eventually(async () => expect((await detail(caseOf('a'))).version).toBe(6));
    expect([
      await feedback('b-again'),
      problem(await command(caseOf('b'), 'reopen', { reason: 'error' })),
      problem(await link('b', 'c')),
      problem(await link('a', 'b')),
      problem(await link('a', 'nobody')),
    ]).toMatchObject([
      { state: 'joined', caseId: caseOf('a') },
      [409, '/problems/not-allowed-in-this-state'],
      [409, '/problems/not-allowed-in-this-state'],
      [409, '/problems/feedback-in-case-already'],
      [422, '/problems/feedback-has-no-case'],
    ]);
  });

  test('can be taken out again, and linked once more; each time it is one case that has it', async () => {
    const out = await command(caseOf('a'), 'unlink', { feedbackId: idOf('b'), reason: 'mistake' });
    const { newCaseId } = answered(out);
    expect(newCaseId).toBe(deterministicId('case', idOf('b'), caseOf('a')));
    expect((await detail(newCaseId!)).timeline.map(({ kind }) => kind)).toEqual([
      'opened',
      'replied',
      'reply-confirmed',
      'feedback-revised',
    ]);
    await link('a', 'b');
    const again = await command(caseOf('a'), 'unlink', { feedbackId: idOf('b'), reason: 'mistake' });
    expect(answered(again).newCaseId).not.toBe(newCaseId);
    expect(await feedback('b')).toMatchObject({ state: 'opened', caseId: answered(again).newCaseId });
  });

  test('both at once, the one into the other case, end in one case', async () => {
    await h.classified(arrival({ name: 'x', ...received(5) }), arrival({ name: 'y', ...received(6) }));
    await eventually(async () => expect((await detail(caseOf('y'))).version).toBe(1));
    await eventually(async () => expect((await detail(caseOf('x'))).version).toBe(1));
    const both = await Promise.all([link('x', 'y'), link('y', 'x')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const ends = [await feedback('x'), await feedback('y')] as { caseId: string }[];
    expect(new Set(ends.map(({ caseId }) => caseId)).size).toBe(1);
  });

  test('is kept as an example beside what the deduplicator had said, and so is one that was taken out', async () => {
    const edge = { said: 'same-matter', feedback_id: idOf('b'), other_id: idOf('a'), by_id: 'api-key:hbk_all' };
    expect((await examples()).slice(0, 4)).toMatchObject([
      { ...edge, relation: { kind: 'lookalike', of: idOf('a'), score: 0.61, because: ['near-text'] } },
      { ...edge, said: 'another-matter' },
      edge,
      { ...edge, said: 'another-matter' },
    ]);
    expect(await examples()).toHaveLength(5);
  });

  test('has one end, and at most one case that it opened and that is not empty', async () => {
    const { rows } = await h.pool.query(
      `select e.feedback_id, e.state, count(c.case_id)::int as opened
         from feedback_end e left join case_record c on c.opened_by = e.feedback_id and c.feedbacks + c.mentions > 0
        group by 1, 2`,
    );
    expect(rows.filter(({ state, opened }) => opened !== (state === 'opened' ? 1 : 0))).toEqual([]);
  });

  test('is shown and published as the interface says, without gaps and without words', async () => {
    expect([
      departures(feedbackAnswer, await feedback('b')),
      departures(caseAnswer, await detail(caseOf('a'))),
      departures(caseAnswer, await detail(caseOf('b'))),
    ]).toEqual([[], [], []]);
    expect(JSON.stringify(await publishedInFull(h))).not.toMatch(/退|同一件/);
  });
});
