import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { googlePlayReviews } from './google-play-reviews';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/google-play-reviews/${name}.json`));
const read = (name: string) => googlePlayReviews.read(sample(name));

test("a page is its reviews, and the developer's answers are replies", () => {
  const attributes = { device: 'ALN', androidOsVersion: 34, appVersionCode: 90210, appVersionName: '9.2.1' };
  expect(read('page')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'gp:AOqpTOE-1',
          title: '闪退',
          text: '更新之后一打开转账页面就闪退，已经三天了😡',
          occurredAt: '2026-03-01T01:00:00.123Z',
          updatedAt: '2026-03-01T01:00:00.123Z',
          rating: { stars: 1 },
          author: { name: '王小明' },
          language: 'zh-CN',
          engagement: { likes: 3 },
          attributes,
        },
        original: expect.any(Buffer),
      },
      {
        value: expect.objectContaining({ externalId: 'gp:AOqpTOE-2', text: '介面很清楚，轉帳也快' }),
        original: expect.any(Buffer),
      },
      {
        value: expect.objectContaining({ text: '無法登入', language: 'en' }),
        original: expect.any(Buffer),
      },
    ],
    replies: [
      {
        value: {
          externalId: 'gp:AOqpTOE-1',
          replyId: '2026-03-01T02:00:00.000Z',
          text: '您好，9.2.2 版本已修复，请更新后再试。',
          repliedAt: '2026-03-01T02:00:00.000Z',
          by: { id: 'google-play-developer' },
        },
      },
    ],
  });
});

test('an edited review keeps its id and has a newer time', () => {
  expect(read('edited')).toMatchObject({
    items: [{ value: { externalId: 'gp:AOqpTOE-1', title: '好了', updatedAt: '2026-03-02T01:00:00.000Z' } }],
  });
});

test('malformed reviews are refused one by one, unknown fields and missing words pass', () => {
  expect(read('odd')).toMatchObject({
    kind: 'read',
    items: [
      { value: { externalId: 'gp:odd-1', text: '', rating: { stars: 3 } } },
      { faults: [{ path: 'comments', reason: 'out-of-range', detail: 'expected at least 1' }] },
      { faults: [{ path: 'comments.0.userComment.lastModified.seconds' }] },
      { value: { externalId: 'gp:odd-4', rating: { stars: 5 } } },
    ],
  });
});

test('a translated review speaks in the words of the customer', () => {
  const comment = {
    text: 'Great\tFast',
    originalText: '很好\t转账快',
    lastModified: { seconds: '1772326800' },
    starRating: 5,
  };
  const page = { reviews: [{ reviewId: 'gp:1', comments: [{ userComment: comment }] }] };
  expect(googlePlayReviews.read(Buffer.from(JSON.stringify(page)))).toMatchObject({
    items: [{ value: { title: '很好', text: '转账快' } }],
  });
});

test("a developer's answer that was changed later is a reply of its own", () => {
  const answer = (seconds: string, text: string) => ({ developerComment: { text, lastModified: { seconds } } });
  const userComment = { text: '闪退', lastModified: { seconds: '1772326800' }, starRating: 1 };
  const comments = [{ userComment }, answer('1772330400', '请更新'), answer('1772334000', '请更新到 9.2.2')];
  const payload = Buffer.from(JSON.stringify({ reviews: [{ reviewId: 'gp:1', comments }] }));
  expect(googlePlayReviews.read(payload)).toMatchObject({
    replies: [{ value: { replyId: '2026-03-01T02:00:00.000Z' } }, { value: { replyId: '2026-03-01T03:00:00.000Z' } }],
  });
});

test('a clock that no calendar knows is refused, not stumbled over', () => {
  const comments = [{ userComment: { text: 'x', lastModified: { seconds: 9_000_000_000_000_000 }, starRating: 5 } }];
  const payload = Buffer.from(JSON.stringify({ reviews: [{ reviewId: 'gp:1', comments }] }));
  expect(googlePlayReviews.read(payload)).toMatchObject({
    items: [{ faults: [{ path: 'comments.0.userComment.lastModified.seconds' }] }],
  });
});

test("a developer's answer that cannot be read, or was taken back, costs no customer's words", () => {
  const userComment = { text: '闪退', lastModified: { seconds: '1772326800' }, starRating: 1 };
  const review = (developerComment: unknown) => ({
    reviewId: 'gp:1',
    comments: [{ userComment }, { developerComment }],
  });
  const read = (developerComment: unknown) =>
    googlePlayReviews.read(Buffer.from(JSON.stringify({ reviews: [review(developerComment)] })));
  const item = { value: expect.objectContaining({ externalId: 'gp:1', text: '闪退' }), original: expect.anything() };
  for (const gone of [{ lastModified: { seconds: '1772330400' } }, { text: ' ', lastModified: { seconds: 1 } }])
    expect(read(gone)).toEqual({ kind: 'read', items: [item], replies: [] });
  expect(read(null)).toMatchObject({
    items: [item, { faults: [{ path: 'comments.1.developerComment.', reason: 'wrong-type' }] }],
  });
});

test('a page without reviews is ignored', () => {
  expect(read('empty')).toEqual({ kind: 'ignored', why: 'a page without reviews' });
});

test.each([
  ['JSON inside a string', Buffer.from(JSON.stringify(sample('page').toString())), 'wrong-type'],
  ['broken JSON', Buffer.from('{"reviews":['), 'broken-json'],
  ['a page cut off in a character', sample('page').subarray(0, sample('page').indexOf('闪') + 1), 'not-utf8'],
])('%s is refused', (_name, payload, reason) => {
  const reading = googlePlayReviews.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

test('a byte order mark is tolerated', () => {
  expect(googlePlayReviews.read(Buffer.from(`\ufeff${sample('edited').toString()}`)).kind).toBe('read');
});

test('a review that was refused is read again by itself', () => {
  const reading = googlePlayReviews.read(sample('odd'));
  const [first] = reading.kind === 'read' ? reading.items : [];
  expect(googlePlayReviews.readPart!(first!.original!)).toMatchObject({
    kind: 'read',
    items: [{ value: { externalId: 'gp:odd-1' } }],
  });
});
