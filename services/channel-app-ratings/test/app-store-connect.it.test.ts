import type { OutgoingReply } from '@hearback/channel';
import { responseName } from '../src/formats/app-store-connect';
import { appStoreConnectPoller } from '../src/pollers/app-store-connect';
import { appStoreConnectSender } from '../src/senders/app-store-connect';
import { appStoreConnectStandIn } from './vendors/app-store-connect';
import { idsOf, pollRound } from './vendors/poll-round';
import { vendorHttp } from './vendors/vendor-http';

let store: Awaited<ReturnType<typeof appStoreConnectStandIn>>;
const now = new Date('2026-03-10T12:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const io = (at = now) => ({ access: store.access, http: vendorHttp(store.url), now: at });

beforeEach(async () => {
  store = await appStoreConnectStandIn(now);
  for (const [id, created] of [
    ['a', '2026-03-10T01:00:00-08:00'],
    ['b', '2026-03-09T01:00:00-08:00'],
    ['c', '2026-03-08T01:00:00-08:00'],
    ['d', '2026-03-01T01:00:00-08:00'],
    ['e', '2026-02-20T01:00:00-08:00'],
  ] as const)
    store.reviews.push({ id, created, body: `正文 ${id}`, rating: 2 });
});
afterEach(() => store.stop());

test('the first round follows the addresses of the pages through another host than they name', async () => {
  const round = await pollRound(appStoreConnectPoller, io());
  expect([idsOf(round), round.pages]).toEqual([['a', 'b', 'c', 'd', 'e'], 3]);
});

test('a short round reads what is new and two days more, a full one finds edits and answers that came late', async () => {
  for (const id of ['g', 'h'])
    store.reviews.push({ id, created: '2026-02-26T00:00:00Z', body: `正文 ${id}`, rating: 3 });
  const { cursor } = await pollRound(appStoreConnectPoller, io());
  store.reviews.push({ id: 'f', created: '2026-03-10T12:05:00Z', body: '新的', rating: 1 });
  const short = await pollRound(appStoreConnectPoller, io(later(10)), cursor);
  expect([idsOf(short), short.replies]).toEqual([['f', 'a', 'b', 'c', 'd', 'g'], []]);
  Object.assign(store.reviews[3]!, {
    body: '改过的',
    response: { id: 'r', body: '已处理', at: '2026-03-10T12:20:00Z', state: 'PUBLISHED' },
  });
  const full = await pollRound(appStoreConnectPoller, io(later(60)), short.cursor);
  expect(full.items).toContainEqual({
    value: expect.objectContaining({ externalId: 'd', text: '改过的' }),
    original: expect.any(Buffer),
  });
  expect(full.replies).toEqual([
    {
      value: expect.objectContaining({
        externalId: 'd',
        replyId: responseName('r', '已处理'),
        repliedAt: '2026-03-10T12:20:00Z',
      }),
    },
  ]);
});

test.each([
  ['too fast', { status: 429, headers: { 'retry-after': '600' } }, { kind: 'wait', seconds: 600, why: 'answered 429' }],
  ['an outage', { status: 503, body: 'x' }, { kind: 'wait', seconds: 60, why: 'answered 503' }],
  [
    'no such app',
    { status: 404, body: { errors: [{ code: 'NOT_FOUND' }] } },
    { kind: 'failed', why: 'answered 404 (NOT_FOUND)' },
  ],
])('%s moves nothing', async (_name, reply, expected) => {
  store.answerNext(/customerReviews$/, reply);
  expect(await appStoreConnectPoller.poll({ cursor: undefined, ...io() })).toEqual(expected);
});

test('a token that Apple does not accept is told of', async () => {
  const access = { ...store.access, credentials: { ...store.access.credentials, issuer: 'other' } };
  expect(await appStoreConnectPoller.poll({ cursor: null, ...io(), access })).toEqual({
    kind: 'failed',
    why: 'answered 401 (NOT_AUTHORIZED)',
  });
});

describe('replies', () => {
  const reply = (over: Partial<OutgoingReply> = {}): OutgoingReply => ({
    replyId: '5f6c3c0e-0000-4000-8000-000000000001',
    caseId: 'c',
    feedbackId: 'f',
    externalId: 'a',
    text: '您好，手续费已退回。',
    ...over,
  });

  test('a reply is taken, may be sent again, and the poll knows it by the same id once it is published', async () => {
    const sent = await appStoreConnectSender.send(reply(), io());
    const externalReplyId = responseName('resp-a', reply().text);
    expect(sent).toEqual({ kind: 'delivered', externalReplyId, deliveredAt: '2026-03-10T12:00:00.000Z' });
    expect(await appStoreConnectSender.send(reply(), io())).toEqual(sent);
    expect((await pollRound(appStoreConnectPoller, io())).replies).toEqual([]);
    store.reviews[0]!.response!.state = 'PUBLISHED';
    expect((await pollRound(appStoreConnectPoller, io())).replies).toMatchObject([
      { value: { replyId: externalReplyId, text: '您好，手续费已退回。' } },
    ]);
  });

  test.each([
    ['a review that is gone', { externalId: 'gone' }, 'gone: the store answered 404 (NOT_FOUND)'],
    [
      'a text beyond 5,970 characters',
      { text: '好'.repeat(5_971) },
      'too-long: the store takes at most 5970 characters',
    ],
  ])('%s fails for good', async (_name, over, reason) => {
    expect(await appStoreConnectSender.send(reply(over), io())).toEqual({ kind: 'failed', reason });
  });

  test.each([
    [
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'wait', seconds: 30, why: 'answered 429' },
    ],
    [
      { status: 403, body: { errors: [{ code: 'FORBIDDEN_ERROR' }] } },
      { kind: 'failed', reason: 'forbidden: the store answered 403 (FORBIDDEN_ERROR)' },
    ],
    [
      { status: 409, body: { errors: [{ code: 'ENTITY_ERROR' }] } },
      { kind: 'failed', reason: 'refused: the store answered 409 (ENTITY_ERROR)' },
    ],
  ])('an answer with $status is told as what it is', async (answer, expected) => {
    store.answerNext(/customerReviewResponses$/, answer);
    expect(await appStoreConnectSender.send(reply(), io())).toEqual(expected);
  });
});
