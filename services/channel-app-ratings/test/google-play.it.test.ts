import type { OutgoingReply } from '@hearback/channel';
import { googlePlayPoller } from '../src/pollers/google-play-reviews';
import { googlePlaySender } from '../src/senders/google-play-reviews';
import { googlePlayStandIn } from './vendors/google-play';
import { idsOf, pollRound } from './vendors/poll-round';
import { vendorHttp } from './vendors/vendor-http';

let play: Awaited<ReturnType<typeof googlePlayStandIn>>;
const now = new Date('2026-03-10T12:00:00.000Z');
const hoursAgo = (hours: number) => now.getTime() - hours * 3_600_000;
const io = (at = now) => ({ access: play.access, http: vendorHttp(play.url), now: at });
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

beforeEach(async () => {
  play = await googlePlayStandIn();
  for (const [id, hours] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['d', 70],
    ['e', 160],
  ] as const)
    play.reviews.push({ id: `gp:${id}`, modified: hoursAgo(hours), text: `标题\t${id}`, stars: 2 });
});
afterEach(() => play.stop());

test('the first round reads all pages, signed in with an assertion that Google would verify', async () => {
  const round = await pollRound(googlePlayPoller, io());
  expect([idsOf(round), round.pages]).toEqual([['gp:a', 'gp:b', 'gp:c', 'gp:d', 'gp:e'], 3]);
  expect(play.requests.filter(({ path }) => path.endsWith('/reviews'))[0]!.query.get('maxResults')).toBe('100');
});

test('the next round stops behind what was seen, and finds what is new and what was edited', async () => {
  const { cursor } = await pollRound(googlePlayPoller, io());
  play.reviews.push({ id: 'gp:f', modified: later(5).getTime(), text: '新的', stars: 1 });
  Object.assign(play.reviews[4]!, { modified: later(6).getTime(), text: '好了\t改成好评', stars: 5 });
  const round = await pollRound(googlePlayPoller, io(later(10)), cursor);
  expect(idsOf(round).slice(0, 2)).toEqual(['gp:e', 'gp:f']);
  expect(round.items[0]).toMatchObject({ value: { title: '好了', updatedAt: '2026-03-10T12:06:00.000Z' } });
});

test("a developer's answer to an old review is found within the hour", async () => {
  const { cursor } = await pollRound(googlePlayPoller, io());
  play.reviews[4]!.answer = { text: '已修复', at: later(1).getTime() };
  expect((await pollRound(googlePlayPoller, io(later(61)), cursor)).replies).toEqual([
    { value: expect.objectContaining({ externalId: 'gp:e', text: '已修复', repliedAt: '2026-03-10T12:01:00.000Z' }) },
  ]);
});

test('what came while a round was broken off is not missed', async () => {
  const first = await googlePlayPoller.poll({ cursor: undefined, ...io() });
  play.answerNext(/reviews$/, { status: 400, body: { error: { status: 'INVALID_ARGUMENT' } } });
  const cursor = first.kind === 'page' ? first.cursor : null;
  const broken = await googlePlayPoller.poll({ cursor, ...io(later(600)) });
  expect(broken).toMatchObject({ kind: 'page', items: [], more: false });
  const restarted = await pollRound(googlePlayPoller, io(later(601)), broken.kind === 'page' ? broken.cursor : null);
  expect(idsOf(restarted)).toEqual(['gp:a', 'gp:b', 'gp:c', 'gp:d', 'gp:e']);
});

test.each([
  ['too fast', { status: 429, headers: { 'retry-after': '17' } }, { kind: 'wait', seconds: 17, why: 'answered 429' }],
  [
    'no permission',
    { status: 403, body: { error: { status: 'PERMISSION_DENIED' } } },
    { kind: 'failed', why: 'answered 403 (PERMISSION_DENIED)' },
  ],
  ['a web page of a proxy', { body: '<html>' }, { kind: 'failed', why: expect.stringContaining('no page of reviews') }],
])('%s moves nothing', async (_name, reply, expected) => {
  play.answerNext(/reviews$/, reply);
  expect(await googlePlayPoller.poll({ cursor: undefined, ...io() })).toEqual(expected);
});

test('a wrong key is told of without quoting it', async () => {
  const credentials = { ...play.access.credentials, privateKey: 'secret-value' };
  const polled = await googlePlayPoller.poll({ cursor: null, ...io(), access: { ...play.access, credentials } });
  expect(polled).toMatchObject({ kind: 'failed', why: expect.stringContaining('credentials.privateKey') });
  expect(JSON.stringify(polled)).not.toContain('secret-value');
  const empty = await googlePlayPoller.poll({ cursor: null, ...io(), access: { settings: {}, credentials: {} } });
  expect(empty).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('settings.packageName: expected a string'),
  });
});

describe('replies', () => {
  const reply = (over: Partial<OutgoingReply> = {}): OutgoingReply => ({
    replyId: '5f6c3c0e-0000-4000-8000-000000000001',
    caseId: 'c',
    feedbackId: 'f',
    externalId: 'gp:a',
    text: '您好，9.2.2 已修复🙏',
    ...over,
  });

  test('a reply is shown under the review, and the poll knows it by the same id', async () => {
    const sent = await googlePlaySender.send(reply(), io());
    expect(sent).toEqual({
      kind: 'delivered',
      externalReplyId: '2026-03-10T12:00:01.500Z',
      deliveredAt: '2026-03-10T12:00:01.500Z',
    });
    const { replies } = await pollRound(googlePlayPoller, io());
    expect(replies).toEqual([
      {
        value: expect.objectContaining({
          externalId: 'gp:a',
          replyId: '2026-03-10T12:00:01.500Z',
          text: '您好，9.2.2 已修复🙏',
        }),
      },
    ]);
  });

  test.each([
    ['a review that is gone', { externalId: 'gp:gone' }, 'gone: the store answered 404 (NOT_FOUND)'],
    ['a text beyond 350 characters', { text: '好'.repeat(351) }, 'too-long: the store takes at most 350 characters'],
    ['no id to answer', { externalId: undefined }, 'no-target: the store has given no id of what is answered'],
  ])('%s fails for good', async (_name, over, reason) => {
    expect(await googlePlaySender.send(reply(over), io())).toEqual({ kind: 'failed', reason });
  });

  test('too fast is tried again when the store says so', async () => {
    play.answerNext(/:reply$/, { status: 429, headers: { 'retry-after': '30' } });
    expect(await googlePlaySender.send(reply(), io())).toEqual({ kind: 'wait', seconds: 30, why: 'answered 429' });
  });

  test('350 characters are taken', async () => {
    expect(await googlePlaySender.send(reply({ text: '好'.repeat(350) }), io())).toMatchObject({ kind: 'delivered' });
  });
});
