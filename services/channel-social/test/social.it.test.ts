import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deterministicId, feedbackReceived, feedbackTakenDown, type FeedbackAnswer } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';

jest.setTimeout(60_000);

let service: ChannelUnderTest;
let token: string;

beforeAll(async () => {
  service = await channelUnderTest(start);
  token = await service.registerKey({ sourceIds: ['mastodon', 'complaint-site', 'weibo', 'complaints'] });
  await service.registerSource({ sourceId: 'mastodon', channel: 'social', format: 'mastodon-status' });
  await service.registerSource({ sourceId: 'complaint-site', channel: 'third-party' });
  await service.registerSource({ sourceId: 'weibo', channel: 'social', format: 'weibo' });
  await service.registerSource({ sourceId: 'douyin', channel: 'social', format: 'douyin-webhook' });
  await service.registerSource({ sourceId: 'complaints', channel: 'third-party', format: 'complaint-site' });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(() => service?.stop());

async function post(path: string, body: string) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(service.url + path, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as FeedbackAnswer };
}
const sample = (name: string) => readFileSync(join(__dirname, `../samples/mastodon-status/${name}.json`), 'utf8');

test('statuses, shares, answers and edits point to each other by the ids of their server', async () => {
  for (const name of ['post', 'reblog', 'reply-traditional', 'edited', 'stream-update', 'stream-delete', 'direct'])
    expect([name, (await post('/v1/hooks/mastodon', sample(name))).status]).toEqual([name, 202]);
  const original = deterministicId('mastodon', '116154321987654321');
  const records = (await service.read(feedbackReceived)).map(({ data }) => data);
  const of = (externalId: string) => records.filter((data) => data.externalId === externalId);
  expect(of('116154321987654321').map(({ feedbackId, sourceUpdatedAt }) => [feedbackId, sourceUpdatedAt])).toEqual([
    [original, undefined],
    [original, '2026-03-02T08:00:00.000Z'],
  ]);
  expect(of('116154500000000002')).toMatchObject([{ sharedFrom: original }]);
  expect(of('116154400000000001')).toMatchObject([{ inReplyTo: original, script: 'Hant' }]);
  expect(records).toHaveLength(5);
});

test('what a server deleted is told of under the id that its feedback has, once for every telling', async () => {
  const { body } = await post('/v1/hooks/mastodon', sample('stream-delete'));
  const feedbackId = deterministicId('mastodon', '116154600000000003');
  expect(body.accepted).toEqual([{ index: 0, feedbackId, repeatable: true }]);
  const records = await service.read(feedbackTakenDown);
  expect(records.map(({ data, key }) => [data.feedbackId, data.sourceId, key])).toEqual(
    records.map(() => [feedbackId, 'mastodon', feedbackId]),
  );
  expect(new Set(records.map(({ headers }) => headers['ce_id'])).size).toBe(1);
});

test('anybody may tell of a deletion by the id alone; words beside it are refused by name', async () => {
  const told = { externalId: 'c-1', deleted: true };
  const answer = await post(
    '/v1/feedback?source=complaint-site',
    JSON.stringify([{ ...told, updatedAt: '2026-03-02T08:00:00Z' }, { ...told, text: '年费乱收' }, { deleted: true }]),
  );
  const refused = answer.body.refused.map(({ index, reason }) => [index, reason]);
  expect([answer.status, answer.body.accepted.length, refused]).toEqual([
    202,
    1,
    [
      [1, 'unknown-field'],
      [2, 'wrong-type'],
    ],
  ]);
  const records = await service.read(feedbackTakenDown);
  expect(records.map(({ data }) => data)).toContainEqual({
    feedbackId: deterministicId('complaint-site', 'c-1'),
    sourceId: 'complaint-site',
    deletedAt: '2026-03-02T08:00:00.000Z',
    observedAt: expect.any(String),
  });
});

test('a complaint site is its own channel here, and has no hook', async () => {
  const answer = await post(
    '/v1/feedback?source=complaint-site',
    '{"text":"年费乱收","externalId":"17388412345678901"}',
  );
  expect(answer.status).toBe(202);
  const channels = (await service.read(feedbackReceived)).map(({ data }) => data.channel);
  expect(channels.filter((channel) => channel === 'third-party')).toHaveLength(1);
  expect((await post('/v1/hooks/complaint-site', '{}')).status).toBe(404);
  // Two sources and no default: the caller must say which.
  expect((await post('/v1/feedback', '{"text":"a"}')).status).toBe(403);
});

const ofVendor = (name: string) => readFileSync(join(__dirname, '../samples', name), 'utf8');
const wordsOf = async (sourceId: string) =>
  (await service.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);

test('64-bit numbers of a vendor become ids with all their digits', async () => {
  expect((await post('/v1/hooks/weibo', ofVendor('weibo/mentions.json'))).status).toBe(202);
  const shared = deterministicId('weibo', '5271400000000000201');
  // They lie in several partitions, so their order says nothing.
  const words = (await wordsOf('weibo')).sort((a, b) => a.externalId!.localeCompare(b.externalId!));
  expect(words).toMatchObject([
    { externalId: '5271400000000000201', feedbackId: shared },
    { externalId: '5271400000000000202', sharedFrom: shared },
  ]);
});

test('a delivery is believed by its vendor’s own signature alone', async () => {
  const body = ofVendor('douyin-webhook/comment-string.json');
  const sign = (secret: string) => createHash('sha1').update(secret).update(body).digest('hex');
  const deliver = async (signature: string) =>
    fetch(`${service.url}/v1/hooks/douyin`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-douyin-signature': signature, 'msg-id': 'm-1' },
    });
  expect((await deliver(sign('wrong'))).status).toBe(401);
  for (let n = 0; n < 2; n++) expect((await deliver(sign(service.secretOf('douyin')))).ok).toBe(true);
  const told = await wordsOf('douyin');
  expect([told.length, new Set(told.map(({ feedbackId }) => feedbackId)).size]).toEqual([2, 1]);
});

test('complaints of a site are of the channel third-party', async () => {
  expect((await post('/v1/hooks/complaints', ofVendor('complaint-site/page.json'))).status).toBe(202);
  expect((await wordsOf('complaints')).map(({ channel, externalId }) => [channel, externalId]).sort()).toEqual([
    ['third-party', '17388412345'],
    ['third-party', '17388412345678901234'],
  ]);
});
