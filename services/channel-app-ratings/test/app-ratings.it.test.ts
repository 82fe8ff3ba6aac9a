import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  deterministicId,
  feedbackReceived,
  feedbackRefused,
  replyObserved,
  type FeedbackAnswer,
} from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';

jest.setTimeout(60_000);

let service: ChannelUnderTest;
let token: string;

beforeAll(async () => {
  service = await channelUnderTest(start);
  token = await service.registerKey({});
  await service.registerSource({ sourceId: 'app-ratings-default', channel: 'app-rating', isDefault: true });
  await service.registerSource({ sourceId: 'google-play', channel: 'app-rating', format: 'google-play-reviews' });
  for (const format of ['in-app-rating', 'app-store-connect', 'app-store-rss', 'appgallery-reviews'])
    await service.registerSource({ sourceId: format, channel: 'app-rating', format });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(() => service?.stop());

async function post(path: string, body: string, authorization = `Bearer ${token}`) {
  const headers = { 'content-type': 'application/json', authorization };
  const response = await fetch(service.url + path, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as FeedbackAnswer };
}
const sample = (name: string) => readFileSync(join(__dirname, `../samples/google-play-reviews/${name}.json`), 'utf8');

test('stars alone suffice', async () => {
  const answer = await post('/v1/feedback', '[{"rating":{"stars":2},"externalId":"r-1"},{"externalId":"r-2"}]');
  expect([answer.status, answer.body.accepted.length, answer.body.refused]).toEqual([
    202,
    1,
    [{ index: 1, reason: 'required', detail: 'text: a text or a rating is needed' }],
  ]);
});

test('a page of reviews needs a key, and its edits keep their id', async () => {
  expect((await post('/v1/hooks/google-play', sample('page'), '')).status).toBe(401);
  expect((await post('/v1/hooks/google-play', sample('page'))).status).toBe(202);
  expect((await post('/v1/hooks/google-play', sample('edited'))).status).toBe(202);
  const feedbackId = deterministicId('google-play', 'gp:AOqpTOE-1');
  const versions = (await service.read(feedbackReceived))
    .map(({ data }) => data)
    .filter((data) => data.feedbackId === feedbackId);
  expect(versions.map(({ title, rating, sourceUpdatedAt }) => [title, rating?.stars, sourceUpdatedAt])).toEqual([
    ['闪退', 1, '2026-03-01T01:00:00.123Z'],
    ['好了', 4, '2026-03-02T01:00:00.000Z'],
  ]);
  expect((await service.read(replyObserved)).map(({ data }) => [data.feedbackId, data.repliedAt])).toEqual([
    [feedbackId, '2026-03-01T02:00:00.000Z'],
  ]);
});

test('malformed reviews of a page are kept, the others pass', async () => {
  const answer = await post('/v1/hooks/google-play', sample('odd'));
  expect([answer.status, answer.body.accepted.map((a) => a.index), answer.body.refused.map((r) => r.index)]).toEqual([
    202,
    [0, 3],
    [1, 2],
  ]);
  const kept = (await service.read(feedbackRefused)).filter(({ data }) => data.sourceId === 'google-play');
  expect(kept.map(({ data }) => data.index).sort()).toEqual([1, 2]);
});

test.each([
  ['in-app-rating', { one: [1, 0], list: [4, 0], odd: [2, 5] }],
  ['app-store-connect', { page: [3, 0], edited: [1, 0], odd: [2, 2] }],
  ['app-store-rss', { page: [2, 0], single: [1, 0], odd: [1, 3] }],
  ['appgallery-reviews', { page: [4, 0], harmonyos: [1, 0], detail: [1, 0], odd: [1, 4] }],
])('every sample of %s is taken as far as it can be read', async (format, samples) => {
  for (const [name, counts] of Object.entries(samples)) {
    const body = readFileSync(join(__dirname, `../samples/${format}/${name}.json`), 'utf8');
    const answer = await post(`/v1/hooks/${format}`, body);
    expect([name, answer.status, answer.body.accepted.length, answer.body.refused.length]).toEqual([
      name,
      202,
      ...counts,
    ]);
  }
});

test('a rating sent twice is one feedback, and an answer made in a store finds its review', async () => {
  const received = (await service.read(feedbackReceived)).map(({ data }) => data);
  const edited = received.filter(({ feedbackId }) => feedbackId === deterministicId('in-app-rating', 'rt-2'));
  expect(edited.map(({ rating }) => rating?.stars)).toEqual([1, 4]);
  const replies = (await service.read(replyObserved)).map(({ data }) => data.feedbackId);
  const answered = [
    deterministicId('app-store-connect', '00000011-6b1c-4a8e-9a41-000000000001'),
    deterministicId('appgallery-reviews', 'R-20260301-1'),
  ];
  expect(replies).toEqual(expect.arrayContaining(answered));
  expect(received.map(({ feedbackId }) => feedbackId)).toEqual(expect.arrayContaining(answered));
  const followUp = received.find(({ externalId }) => externalId === 'R-20260301-1/RP-2');
  expect(followUp?.inReplyTo).toBe(answered[1]);
});

test.each([
  ['a clock that runs ahead', '2099-01-01T00:00:00Z', 'in-the-future'],
  ['no time at all', 'yesterday', 'not-a-time'],
])('%s is refused and kept', async (_name, ratedAt, reason) => {
  const body = JSON.stringify({ ratingId: `clock-${reason}`, stars: 3, ratedAt });
  const answer = await post('/v1/hooks/in-app-rating', body);
  expect([answer.status, answer.body.refused.map((refused) => refused.reason)]).toEqual([422, [reason]]);
});
