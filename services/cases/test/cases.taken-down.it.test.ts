import { eventually } from '@hearback/testing';
import { arrival, caseOf, idOf } from '../src/domain/test-feedback';
import { answered, command, detail, publishedInFull } from './drive-cases';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h?.stop());

const deletion = (name: string, minute = 0) => ({
  feedbackId: idOf(name),
  sourceId: 'social-default',
  deletedAt: `2026-05-20T05:0${minute}:00.000Z`,
  observedAt: '2026-05-20T06:00:00.000Z',
});
const kindsOf = async (caseId: string) => (await detail(h, caseId)).timeline?.map(({ kind }) => kind) ?? [];
const settled = async () =>
  (await h.pool.query('select feedback_id, settled from taken_down order by observed_at')).rows.map(
    (row) => row.settled,
  );

test('a deletion at the source stands in the history, once, and leaves the case as it is', async () => {
  await h.classified(arrival({ name: 'a' }));
  await eventually(async () => expect(await kindsOf(caseOf('a'))).toEqual(['opened']));
  const before = await detail(h, caseOf('a'));
  await h.takenDown(deletion('a'));
  await h.takenDown(deletion('a', 5));
  await eventually(async () => expect(await kindsOf(caseOf('a'))).toEqual(['opened', 'source-deleted']));
  await h.takenDown(deletion('a', 7));
  await h.classified(arrival({ name: 'a', delivery: 'again' }));
  await eventually(async () => expect((await detail(h, caseOf('a'))).feedbacks).toMatchObject([{ deliveries: 2 }]));
  const after = await detail(h, caseOf('a'));
  const { timeline, feedbacks: _, version, ...rest } = after;
  const { timeline: _timeline, feedbacks: _feedbacks, version: _version, ...restBefore } = before;
  expect([version, rest, timeline[1]]).toMatchObject([
    2,
    restBefore,
    { by: null, data: { feedbackId: idOf('a'), deletedAt: '2026-05-20T05:00:00.000Z' } },
  ]);
  expect((await h.get(`/v1/feedback/${idOf('a')}`)).body).toMatchObject({ state: 'opened', caseId: caseOf('a') });
});

test('one that comes before its feedback, or for one that needs no case, waits and is no end', async () => {
  await h.takenDown(deletion('early'));
  await h.takenDown(deletion('stars'));
  await eventually(async () => expect(await settled()).toEqual([true, false, false]));
  expect((await h.get(`/v1/feedback/${idOf('early')}`)).status).toBe(404);
  const { rows } = await h.pool.query('select * from feedback_end where feedback_id = $1', [idOf('early')]);
  expect(rows).toEqual([]);
  await h.classified(
    arrival({ name: 'early' }),
    arrival({ name: 'stars', text: '', feedback: { rating: { stars: 1 } } }),
  );
  await eventually(async () => expect(await kindsOf(caseOf('early'))).toEqual(['opened', 'source-deleted']));
  await eventually(async () => expect(await settled()).toEqual([true, true, true]));
  expect((await h.get(`/v1/feedback/${idOf('stars')}`)).body).toMatchObject({ state: 'recorded', caseId: null });
});

test('it goes along when its feedback leaves the case', async () => {
  await h.classified(arrival({ name: 'b', relation: { kind: 'resubmission', of: idOf('a'), score: 0.9 } }));
  await eventually(async () => expect(await kindsOf(caseOf('a'))).toHaveLength(3));
  await h.takenDown(deletion('b'));
  await eventually(async () => expect(await kindsOf(caseOf('a'))).toHaveLength(4));
  const out = await command(h, {
    caseId: caseOf('a'),
    name: 'unlink',
    body: { feedbackId: idOf('b'), reason: 'mistake' },
  });
  expect(await kindsOf(answered(out).newCaseId!)).toEqual(['opened', 'source-deleted']);
});

test('everything read again from its beginning changes nothing', async () => {
  const published = await publishedInFull(h);
  await h.restart();
  await h.takenDown(deletion('a'));
  await h.takenDown(deletion('early', 3));
  await h.classified(arrival({ name: 'a' }), arrival({ name: 'last' }));
  await eventually(async () => expect(await kindsOf(caseOf('last'))).toEqual(['opened']));
  expect((await publishedInFull(h)).filter(({ caseId }) => caseId !== caseOf('last'))).toEqual(published);
});
