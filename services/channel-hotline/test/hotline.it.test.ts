import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deterministicId, feedbackReceived, feedbackRefused } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { HOTLINE_TOPICS } from './hotline-topics';

jest.setTimeout(60_000);

const PUBLIC_URL = 'https://hearback.example.com/api/hotline';
let service: ChannelUnderTest;

beforeAll(async () => {
  service = await channelUnderTest(start, { PUBLIC_URL: `${PUBLIC_URL}/` }, HOTLINE_TOPICS);
  await service.registerSource({ sourceId: 'hotline-twilio', channel: 'hotline', format: 'twilio-transcription' });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(() => service?.stop());

const sample = (name: string) => readFileSync(join(__dirname, `../samples/twilio-transcription-${name}.txt`), 'utf8');

async function call(body: string, signedFor = `${PUBLIC_URL}/v1/hooks/hotline-twilio`) {
  const fields = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1));
  const signature = createHmac('sha1', service.secretOf('hotline-twilio'))
    .update(signedFor + fields.flat().join(''))
    .digest('base64');
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  const response = await fetch(`${service.url}/v1/hooks/hotline-twilio`, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as { refused?: { reason: string }[] } };
}

test("a transcription signed for the address that the vendor knows is its caller's feedback", async () => {
  expect((await call(sample('complaint'))).status).toBe(202);
  expect((await call(sample('complaint').split('&').reverse().join('&'))).status).toBe(202);
  const records = (await service.read(feedbackReceived)).map(({ data }) => data);
  const feedbackId = deterministicId('hotline-twilio', 'TR11111111111111111111111111111111');
  expect(records.map((f) => f.feedbackId)).toEqual([feedbackId, feedbackId]);
  expect(records[0]).toMatchObject({ channel: 'hotline', format: 'twilio-transcription/v1', language: 'en' });
  expect(records[0]!.customer.customerKey).toMatch(/^phone:/);
});

test('a withheld number is nobody, and strangers are not merged', async () => {
  await call(sample('withheld-number'));
  const withheld = (await service.read(feedbackReceived)).find(({ data }) => data.externalId?.startsWith('TR3333'));
  expect(withheld!.data.customer).toMatchObject({ customerKey: `anon:${withheld!.data.feedbackId}`, identities: [] });
});

test('a call signed for another address is turned away', async () => {
  expect((await call(sample('complaint'), 'https://elsewhere.example/v1/hooks/hotline-twilio')).status).toBe(401);
});

test('a recording that could not be transcribed is kept for someone to listen to', async () => {
  const answer = await call(sample('failed'));
  expect([answer.status, answer.body.refused?.[0]?.reason]).toEqual([422, 'transcription-failed']);
  expect((await service.read(feedbackRefused)).map(({ data }) => data.reasons[0]!.reason)).toEqual([
    'transcription-failed',
  ]);
});
