import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  callPartTaken,
  deterministicId,
  feedbackReceived,
  replyObserved,
  type FeedbackRefused,
} from '@hearback/contracts';
import { channelUnderTest, eventually, firstRefusalOf, replayed, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { HOTLINE_TOPICS } from './hotline-topics';

jest.setTimeout(90_000);

const sample = (path: string) => readFileSync(join(__dirname, '../samples', path), 'utf8');
const CDR = sample('tccc/cdr.json');
const SESSION = 'e2c26ca1-0d1b-4c2e-9d59-1a2b3c4d5e6f';
let service: ChannelUnderTest;
let token: string;

beforeAll(async () => {
  service = await channelUnderTest(start, { CALL_CALLER_WAIT_SECONDS: '1' }, HOTLINE_TOPICS);
  token = await service.registerKey({});
  for (const [sourceId, format] of [
    ['mistaken', 'call-record'],
    ['lists', 'tccc'],
    ['records', 'call-record'],
  ] as const)
    await service.registerSource({ sourceId, channel: 'hotline', format });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(() => service?.stop());

async function push(path: string, body: string) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${service.url}/v1/hooks/${path}`, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as { items?: unknown[] } };
}

const refusedOf = (sourceId: string) => firstRefusalOf(service, sourceId);
const replay = (refusal: FeedbackRefused) => replayed(service, refusal);

const feedbackOf = async (feedbackId: string) =>
  (await service.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.feedbackId === feedbackId);

test('a call that a wrong format refused becomes a feedback and a reply once the format is mended and it is read again', async () => {
  expect((await push('mistaken', CDR)).status).toBe(422);
  const refusal = await refusedOf('mistaken');
  expect(refusal).toMatchObject({ channel: 'hotline', format: 'call-record/v1', reasons: [{ path: 'callId' }] });
  expect((await replay(refusal)).reasons).toMatchObject([{ path: 'callId' }]);

  const changedAt = new Date().toISOString();
  await service.registerSource({ sourceId: 'mistaken', channel: 'hotline', format: 'tccc', changedAt });
  const feedbackId = deterministicId('mistaken', SESSION);
  await eventually(async () => {
    expect(await replay(refusal)).toMatchObject({ format: 'tccc/v1', feedbackIds: [feedbackId], reasons: [] });
  }, 30_000);
  await eventually(async () => {
    expect(await feedbackOf(feedbackId)).toMatchObject([{ receivedAt: refusal.receivedAt, format: 'tccc/v1' }]);
  }, 30_000);
  await eventually(async () => {
    const replies = (await service.read(replyObserved)).filter(({ data }) => data.feedbackId === feedbackId);
    expect(replies).toHaveLength(1);
  });

  // Once more changes nothing: the same part is in the call already.
  await replay(refusal);
  expect(await feedbackOf(feedbackId)).toHaveLength(1);
});

test('of a list only the row that tells nothing is refused, and it alone is read again', async () => {
  const answer = await push('lists', sample('tccc/describe-tel-cdr.json'));
  expect(answer.status).toBe(202);
  const refusal = await refusedOf('lists');
  expect(refusal).toMatchObject({ index: 2, part: true, reasons: [{ path: 'TelCdrs.2.SessionId' }] });
  const before = (await service.read(callPartTaken)).length;
  expect(await replay(refusal)).toMatchObject({ feedbackIds: [], reasons: [{ path: 'SessionId' }] });
  expect(await service.read(callPartTaken)).toHaveLength(before);
});

test('what the rules of every feedback refuse of an assembled call is kept in their words, and judged by them again', async () => {
  const long = { ['栏'.repeat(64)]: '长'.repeat(300) };
  const record = {
    callId: 'R-9',
    startedAt: '2026-03-02 09:30:00',
    phone: '13800138009',
    agentLog: '客户投诉',
    ...long,
  };
  expect((await push('records', JSON.stringify(record))).status).toBe(202);
  const refusal = await refusedOf('records');
  const reasons = [expect.objectContaining({ reason: 'too-long' })];
  expect(refusal).toMatchObject({ format: 'hearback/v1', reasons });
  expect(await replay(refusal)).toMatchObject({ format: 'hearback/v1', reasons });
});

test('a push about a call can be tried: who called is masked, and nothing is kept', async () => {
  const before = (await service.read(callPartTaken)).length;
  const answer = await push('lists/test', CDR);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      kind: 'calls',
      items: [{ accepted: true, says: 'call-part', fields: { callId: SESSION, author: { phone: '***8001' } } }],
    },
  });
  expect(JSON.stringify(answer)).not.toMatch(/13800138001|Encrypted/);
  expect(await service.read(callPartTaken)).toHaveLength(before);
});
