import { eventually } from '@hearback/testing';
import { campaignListAnswer } from '../src/campaign-shapes';
import { arrival, caseOf, idOf, type ArrivalShape } from '../src/domain/test-feedback';
import { caseAnswer } from '../src/http-shapes';
import { departures, detail } from './drive-cases';
import { startHarness, type Harness } from './harness';

jest.setTimeout(120_000);
let h: Harness;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h?.stop());

const minute = (n: number) => `2026-05-20T01:${String(n).padStart(2, '0')}:00.000Z`;
const said = (name: string, n: number, shape: Omit<ArrivalShape, 'name'> = {}) =>
  arrival({
    ...shape,
    name,
    feedback: { receivedAt: minute(n), occurredAt: minute(n - 1), ...shape.feedback },
  });
const alike = (of: string) => ({ kind: 'lookalike' as const, of: idOf(of), clusterId: idOf(of), score: 0.9 });
const again = (name: string, likes: number) =>
  said(name, 30, {
    relation: { kind: 'redelivery', of: idOf(name) },
    feedback: { engagement: { likes } },
    delivery: `liked ${likes} times`,
  });
const PERIOD = 'from=2026-05-20T00:00:00Z&to=2026-05-21T00:00:00Z';
const list = async (query = PERIOD) =>
  (await h.get(`/v1/campaigns?${query}`)).body as { items: Record<string, unknown>[]; next: string | null };
const registered = (...names: string[]) =>
  eventually(async () => {
    for (const name of names) expect((await h.get(`/v1/feedback/${idOf(name)}`)).status).toBe(200);
  });

const BATCH = [
  said('a', 1, { feedback: { engagement: { likes: 5, followers: 100 } } }),
  said('b', 2, { relation: alike('a'), feedback: { engagement: { shares: 2 } } }),
  said('c', 3, { relation: alike('a') }),
  said('m', 4, {
    text: '转发',
    relation: { kind: 'repost', of: idOf('a'), clusterId: idOf('a'), score: 1 },
    feedback: { engagement: { followers: 1_000 } },
  }),
  said('a2', 5, { relation: { kind: 'resubmission', of: idOf('a'), clusterId: idOf('a'), score: 0.9 } }),
  // One customer who says it twice is no campaign.
  said('x', 6),
  said('x2', 7, { relation: { kind: 'resubmission', of: idOf('x'), clusterId: idOf('x'), score: 0.9 } }),
];
const CAMPAIGN = {
  clusterId: idOf('a'),
  firstSaidAt: minute(0),
  firstSeenAt: minute(1),
  lastSeenAt: minute(5),
  size: 5,
  customers: 4,
  mentions: 1,
  reach: 1_108,
};

test('what several customers say alike grows into a campaign with size, customers, reach and first seen', async () => {
  await h.classified(...BATCH);
  await registered('a', 'b', 'c', 'm', 'a2', 'x', 'x2');
  // What came at the same moment as the one it repeats waits for a sweep, and counts as another customer until then.
  await eventually(async () =>
    expect(await list()).toEqual({
      items: [{ ...CAMPAIGN, first: { caseId: caseOf('a'), title: null, excerpt: expect.any(String) } }],
      next: null,
    }),
  );
  expect([await detail(h, caseOf('b')), await detail(h, caseOf('x'))]).toMatchObject([
    { campaign: CAMPAIGN },
    { campaign: null },
  ]);
});

test('redeliveries and a replay from the beginning change nothing', async () => {
  await h.classified(...BATCH, ...BATCH);
  await h.classified(...BATCH.map((one) => ({ ...one, ceId: idOf(`replay ${one.ceId}`) })));
  await h.classified(said('last', 8));
  await registered('last');
  await eventually(async () => {
    const { rows } = await h.pool.query('select min(deliveries)::int as least from feedback where feedback_id = $1', [
      idOf('x2'),
    ]);
    expect(rows[0].least).toBe(2);
  });
  expect((await list()).items).toMatchObject([CAMPAIGN]);
});

test('reach grows with what the source tells later, of the first one too, and never shrinks', async () => {
  await h.classified(again('a', 500), again('b', 7), again('b', 1), again('x', 9));
  await eventually(async () => expect((await list()).items).toMatchObject([{ ...CAMPAIGN, reach: 1_508 }]));
});

test('one that began before it arrived is counted once it does, whatever the order', async () => {
  await h.classified(said('r1', 20, { relation: { ...alike('root'), kind: 'original', of: undefined } }));
  await h.classified(said('r2', 21, { relation: alike('root') }));
  await registered('r1', 'r2');
  expect((await list()).items).toMatchObject([{ size: 5 }, { clusterId: idOf('root'), size: 2, first: null }]);
  await h.classified(said('root', 19));
  await registered('root');
  expect((await list()).items).toMatchObject([{ size: 5 }, { size: 3, firstSeenAt: minute(19), first: {} }]);
});

test('the list has a period and pages', async () => {
  const first = await list(`${PERIOD}&limit=1`);
  const second = await list(`${PERIOD}&limit=1&after=${first.next}`);
  expect([first.items, second.items, second.next]).toMatchObject([[{ size: 5 }], [{ size: 3 }], null]);
  expect((await list('from=2026-05-20T01:10:00Z&to=2026-05-21T00:00:00Z')).items).toMatchObject([{ size: 3 }]);
  expect((await list('to=2026-05-20T01:00:00Z')).items).toEqual([]);
  const wrong = ['from=yesterday', 'after=x', 'limit=0', 'colour=red'].map((query) => h.get(`/v1/campaigns?${query}`));
  expect((await Promise.all(wrong)).map(({ status }) => status)).toEqual([400, 400, 400, 400]);
  expect((await h.get('/v1/campaigns', 'hbk_post')).status).toBe(403);
});

test('is shown as the interface says', async () => {
  expect([departures(campaignListAnswer, await list()), departures(caseAnswer, await detail(h, caseOf('b')))]).toEqual([
    [],
    [],
  ]);
});
