import {
  callPartTaken,
  callStateChanged,
  deterministicId,
  feedbackReceived,
  type FeedbackReceived,
} from '@hearback/contracts';
import { readToEnd } from '@hearback/kafka';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { HOTLINE_TOPICS } from './hotline-topics';
import { twilioPush } from './twilio-push';

jest.setTimeout(90_000);

const PUBLIC_URL = 'https://hearback.example.com/api/hotline';
const HOOK = '/v1/hooks/twilio';
let service: ChannelUnderTest;

beforeAll(async () => {
  // So long that no slow machine lets it pass between two pushes.
  const limits = { CALL_LIMIT_MINUTES: '0.15', CALL_CALLER_WAIT_SECONDS: '1' };
  service = await channelUnderTest(start, { PUBLIC_URL, ...limits }, HOTLINE_TOPICS);
  await service.registerSource({ sourceId: 'twilio', channel: 'hotline', format: 'twilio-voice' });
  await service.registerSource({ sourceId: 'office', channel: 'hotline', format: 'call-record' });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(() => service?.stop());

async function push(CallSid: string, fields: Record<string, string>): Promise<void> {
  const signed = { url: `${PUBLIC_URL}${HOOK}`, secret: service.secretOf('twilio') };
  const { body, headers } = twilioPush({ AccountSid: 'AC1', CallSid, ...fields }, signed);
  const response = await fetch(`${service.url}${HOOK}`, { method: 'POST', body, headers });
  expect([response.status, await response.text()]).toEqual([202, expect.stringContaining(idOf(CallSid))]);
}

const idOf = (callId: string) => deterministicId('twilio', callId);
const heard = (SequenceId: string, transcript: string, more: Record<string, string> = {}) => ({
  TranscriptionEvent: 'transcription-content',
  ...{ TranscriptionSid: 'GT1', SequenceId, Track: 'inbound_track', Final: 'true' },
  TranscriptionData: JSON.stringify({ transcript, confidence: 0.97 }),
  ...more,
});
const started = { TranscriptionEvent: 'transcription-started', TranscriptionSid: 'GT1', SequenceId: '1' };
const stopped = (SequenceId: string) => ({
  ...{ TranscriptionEvent: 'transcription-stopped', TranscriptionSid: 'GT1', SequenceId },
});
const ringing = { CallStatus: 'ringing', From: '+8613800138001', To: '+864008208820', Direction: 'inbound' };

async function feedbackOf(callId: string): Promise<FeedbackReceived[]> {
  return (await service.read(feedbackReceived)).map(({ data }) => data).filter((f) => f.feedbackId === idOf(callId));
}

test('pushes in any order and repeated become one feedback, as soon as nothing is missing', async () => {
  await push('CA1', stopped('5'));
  await push('CA1', heard('4', '請馬上幫我停卡😱'));
  await push('CA1', ringing);
  await push('CA1', heard('2', '您好，这里是客服', { Track: 'outbound_track' }));
  await push('CA1', heard('4', '請馬上幫我停卡😱'));
  await push('CA1', started);
  expect(await feedbackOf('CA1')).toEqual([]);
  await push('CA1', heard('3', '我的信用卡被盗刷了'));
  const [feedback, ...more] = await eventually(async () => {
    const found = await feedbackOf('CA1');
    expect(found.length).toBeGreaterThan(0);
    return found;
  });
  expect(more).toEqual([]);
  expect(feedback).toMatchObject({
    ...{ channel: 'hotline', sourceId: 'twilio', format: 'twilio-voice/v1', externalId: 'CA1' },
    text: '我的信用卡被盗刷了\n請馬上幫我停卡😱',
    customer: { identities: [{ type: 'phone' }] },
    attributes: { direction: 'inbound', closedBy: 'transcript' },
  });
});

test('what comes after is an annotation and changes no feedback', async () => {
  await push('CA1', heard('6', 'late words'));
  await push('CA1', { CallStatus: 'completed', CallDuration: '61', From: '+8613800138001', Direction: 'inbound' });
  const text = await eventually(async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/hearback_call_annotations_total\{[^}]*kind="ended"[^}]*\} 1/);
    return metrics;
  });
  expect(text).toMatch(/hearback_call_annotations_total\{[^}]*kind="words"[^}]*\} 1/);
  expect(await feedbackOf('CA1')).toHaveLength(1);
});

test('a call with a gap waits for the limit and says how much is missing', async () => {
  await push('CA2', ringing);
  await push('CA2', heard('2', 'My transfer never arrived.'));
  await push('CA2', stopped('4'));
  await eventually(async () => {
    const attributes = { closedBy: 'limit', missingPieces: '2' };
    expect(await feedbackOf('CA2')).toMatchObject([{ text: 'My transfer never arrived.', attributes }]);
  }, 45_000);
});

test('a call without words ends as ignored, and is counted', async () => {
  await push('CA3', ringing);
  await push('CA3', { CallStatus: 'no-answer', From: '+8613800138001', Direction: 'inbound' });
  await eventually(async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/hearback_calls_closed_total\{[^}]*reason="no-words"[^}]*\} 1/);
  }, 45_000);
  expect(await feedbackOf('CA3')).toEqual([]);
});

test('the longest transcript that is taken becomes a feedback, though its call is larger than an event', async () => {
  const token = await service.registerKey({ sourceIds: ['office'] });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const record = { callId: 'long', phone: '+8613800138002', transcript: '转账失败了。'.repeat(10_000) };
  const feedbackId = deterministicId('office', 'long');
  await eventually(async () => {
    const body = JSON.stringify(record);
    expect((await fetch(`${service.url}/v1/hooks/office`, { method: 'POST', headers, body })).status).toBe(202);
  });
  await eventually(async () => {
    const found = (await service.read(feedbackReceived)).filter(({ data }) => data.feedbackId === feedbackId);
    expect(found.map(({ data }) => [data.text.length, data.attributes.cutShort])).toEqual([[20_000, 'true']]);
  }, 20_000);
});

test('no number, name or word of a call lies open on the state topic, and no number among the parts', async () => {
  const seen: string[] = [];
  for (const { topic } of [callPartTaken, callStateChanged])
    await readToEnd(service.kafka, topic, ({ key, value }) => void seen.push(`${String(key)} ${String(value)}`));
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.filter((record) => record.includes('13800138001'))).toEqual([]);
});
