import { VendorUnreachable, type OutgoingReply, type VendorHttp } from '@hearback/channel';
import { appGalleryPoller } from '../src/pollers/appgallery-reviews';
import { appGallerySender } from '../src/senders/appgallery-reviews';
import { appGalleryStandIn } from './vendors/appgallery';
import { idsOf, pollRound } from './vendors/poll-round';
import { vendorHttp } from './vendors/vendor-http';

const now = new Date('2026-03-10T12:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe.each(['android', 'harmonyos'] as const)('reviews of an app for %s', (platform) => {
  let gallery: Awaited<ReturnType<typeof appGalleryStandIn>>;
  const io = (at = now) => ({ access: gallery.access, http: vendorHttp(gallery.url), now: at });

  beforeEach(async () => {
    gallery = await appGalleryStandIn(platform);
    for (let hour = 0; hour < 250; hour++)
      gallery.reviews.push({ id: `R-${hour}`, at: later(-60 * hour).getTime(), content: `评论 ${hour}`, rating: 2 });
  });
  afterEach(() => gallery.stop());

  test('the first round reads a window of two weeks, page by page', async () => {
    const round = await pollRound(appGalleryPoller, io());
    expect([round.pages, new Set(idsOf(round)).size]).toEqual([3, 250]);
  });

  test('the next round is a window that overlaps the last', async () => {
    const { cursor } = await pollRound(appGalleryPoller, io());
    gallery.reviews.push({ id: 'R-new', at: later(5).getTime(), content: '新的', rating: 1 });
    const round = await pollRound(appGalleryPoller, io(later(10)), cursor);
    expect([idsOf(round)[0], idsOf(round).length, round.pages]).toEqual(['R-new', 50, 1]);
  });

  test('an answer in the store is a reply, and what the customer adds a feedback of its own', async () => {
    gallery.reviews[200]!.replies = [
      { id: 'RP-1', type: 1, content: '请更新', at: later(-30).getTime() },
      { id: 'RP-2', type: 2, content: '还是不行', at: later(-20).getTime() },
    ];
    const round = await pollRound(appGalleryPoller, io());
    expect(round.replies).toEqual([
      {
        value: expect.objectContaining({ externalId: 'R-200', replyId: 'RP-1', repliedAt: '2026-03-10T11:30:00.000Z' }),
      },
    ]);
    expect(idsOf(round)).toContain('R-200/RP-2');
  });

  test('reviews are taken when the vendor has had enough of questions for replies', async () => {
    gallery.reviews[0]!.replies = [{ id: 'RP-1', type: 1, content: '请更新', at: later(-30).getTime() }];
    gallery.answerNext(/R-0$/, { status: 429, headers: { 'retry-after': '9' } });
    const round = await pollRound(appGalleryPoller, io());
    expect([new Set(idsOf(round)).size, round.replies]).toEqual([250, []]);
  });

  test.each([
    [
      'too fast',
      { path: /reviews$/, reply: { status: 429, headers: { 'retry-after': '9' } } },
      { kind: 'wait', seconds: 9, why: 'answered 429' },
    ],
    [
      'a token that is not accepted',
      { path: /reviews$/, reply: { status: 401, body: { ret: { code: 205524993 } } } },
      { kind: 'failed', why: 'answered 401 (205524993)' },
    ],
    [
      'an error with status 200',
      { path: /reviews$/, reply: { body: { rtnCode: 50010028, data: [] } } },
      { kind: 'failed', why: expect.stringContaining('it was 50010028') },
    ],
    [
      'an outage of the sign-in',
      { path: /token$/, reply: { status: 503 } },
      { kind: 'wait', seconds: 60, why: 'the sign-in answered 503' },
    ],
  ])('%s moves nothing', async (_name, { path, reply }, expected) => {
    gallery.answerNext(path, reply);
    expect(await appGalleryPoller.poll({ cursor: undefined, ...io() })).toEqual(expected);
  });

  test('wrong credentials are told of, though the vendor says so with status 200', async () => {
    const access = { ...gallery.access, credentials: { clientId: 'client-1', clientSecret: 'wrong-one' } };
    const polled = await appGalleryPoller.poll({ cursor: null, ...io(), access });
    expect(polled).toEqual({ kind: 'failed', why: 'the sign-in answered without a token' });
  });

  describe('replies', () => {
    const reply = (over: Partial<OutgoingReply> = {}): OutgoingReply => ({
      replyId: '5f6c3c0e-0000-4000-8000-000000000001',
      caseId: 'c',
      feedbackId: 'f',
      externalId: 'R-1',
      text: '您好，请更新到 9.2.2。',
      ...over,
    });

    test('a reply goes out in the language of the review, and the poll knows it by the same id', async () => {
      gallery.reviews[1]!.lang = 'bo';
      expect(await appGallerySender.send(reply(), io())).toEqual({ kind: 'delivered', externalReplyId: 'RP-sent' });
      expect(gallery.requests.at(-1)!.headers.requestid).toBe('5f6c3c0e000040008000000000000001');
      const { replies } = await pollRound(appGalleryPoller, io());
      expect(replies).toMatchObject([
        { value: { externalId: 'R-1', replyId: 'RP-sent', text: '您好，请更新到 9.2.2。' } },
      ]);
    });

    test('what a customer added is answered by its own id', async () => {
      await appGallerySender.send(reply({ externalId: 'R-1/RP-2' }), io());
      expect(JSON.parse(gallery.requests.at(-1)!.body)).toMatchObject({ reviewId: 'R-1', toReplyId: 'RP-2' });
    });

    const answeredOnce = () =>
      gallery.requests.filter(({ method, path }) => method === 'POST' && /reviews$/.test(path));

    test.each([500, 502, 504])('nobody knows what became of a reply that was answered %s', async (status) => {
      gallery.answerNext(/reviews$/, { status });
      await expect(appGallerySender.send(reply(), io())).rejects.toThrow(VendorUnreachable);
      expect(answeredOnce()).toHaveLength(1);
    });

    test('a store that is away before anything was sent is tried again', async () => {
      const away = {
        request: (call: Parameters<VendorHttp['request']>[0]) =>
          call.method === 'GET' ? Promise.reject(new VendorUnreachable('no connection')) : io().http.request(call),
      };
      const sent = await appGallerySender.send(reply(), { ...io(), http: away });
      expect([sent, answeredOnce()]).toEqual([{ kind: 'wait', seconds: 0, why: 'no connection' }, []]);
    });

    test('a review that tells its country but no language is answered in its country', async () => {
      gallery.answerNext(/R-1$/, {
        body: { ret: { rtnCode: 0 }, data: { reviewId: 'R-1', countryCode: 'HK', lang: null } },
      });
      await appGallerySender.send(reply(), io());
      expect(JSON.parse(gallery.requests.at(-1)!.body)).toMatchObject({ countryCode: 'HK' });
    });

    test.each([
      ['a review that is gone', { externalId: 'R-gone' }, 'gone: the store answered 404 (404)'],
      [
        'a text that is far too long',
        { text: '好'.repeat(20_001) },
        'too-long: the store takes at most 20000 characters',
      ],
    ])('%s fails for good', async (_name, over, reason) => {
      expect(await appGallerySender.send(reply(over), io())).toEqual({ kind: 'failed', reason });
    });

    test('a code that is not success is a refusal, and too fast is tried again', async () => {
      const path = /reviews$/;
      gallery.answerNext(path, { body: { ret: { rtnCode: 50010009, rtnDesc: 'x' } } });
      expect(await appGallerySender.send(reply(), io())).toEqual({
        kind: 'failed',
        reason: 'refused: the store answered with code 50010009',
      });
      gallery.answerNext(path, { status: 429, headers: { 'retry-after': '3' } });
      expect(await appGallerySender.send(reply(), io())).toEqual({ kind: 'wait', seconds: 3, why: 'answered 429' });
    });
  });
});
