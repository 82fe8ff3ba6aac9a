import { callStateChanged, deterministicId, feedbackReceived, replyObserved } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { callTraffic, type Push } from './call-traffic';
import { HOTLINE_TOPICS } from './hotline-topics';
import { KillableHotline } from './killable-hotline';
import { twilioPush } from './twilio-push';
import { VendorLists } from './vendor-lists';

jest.setTimeout(240_000);

const CALLS = 1_000;
const PUBLIC_URL = 'https://hearback.example.com/api/hotline';
const hotline = new KillableHotline();
let service: ChannelUnderTest;
let token: string;

beforeAll(async () => {
  const limits = { CALL_LIMIT_MINUTES: '0.2', CALL_OPEN_LIMIT_HOURS: '0.005', CALL_CALLER_WAIT_SECONDS: '5' };
  service = await channelUnderTest(hotline.start, { PUBLIC_URL, ...limits }, HOTLINE_TOPICS);
  await service.registerSource({ sourceId: 'twilio', channel: 'hotline', format: 'twilio-voice' });
  await service.registerSource({ sourceId: 'tccc', channel: 'hotline', format: 'tccc' });
  token = await service.registerKey({});
  await service.completeSnapshots();
  await ready();
}, 120_000);
afterAll(() => service?.stop());

const ready = () =>
  eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 60_000);

async function once({ source, fields }: Push): Promise<number> {
  const path = `/v1/hooks/${source}`;
  const signed = { url: `${PUBLIC_URL}${path}`, secret: service.secretOf(source) };
  const bearer = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const request = source === 'twilio' ? twilioPush(fields, signed) : { body: JSON.stringify(fields), headers: bearer };
  return (await fetch(`${service.url}${path}`, { method: 'POST', ...request })).status;
}

/** A vendor pushes again until it is thanked; while the service is away or not ready it is not. */
async function send(push: Push): Promise<void> {
  const status = await eventually(
    async () => {
      const answered = await once(push);
      expect(answered).toBeLessThan(500);
      return answered;
    },
    90_000,
    250,
  );
  expect([push, [200, 202].includes(status)]).toEqual([push, true]);
}

async function sendAll(pushes: readonly Push[]): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < pushes.length) await send(pushes[next++]!);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

async function reconcile(lists: VendorLists): Promise<void> {
  const list = async (path: string) => (await (await fetch(`${lists.url}${path}`)).json()) as never;
  for (let page = 0; page < CALLS / 2 / 100; page++) {
    const cdrs = await list(`/DescribeTelCdr?PageNumber=${page}&PageSize=100`);
    await send({ source: 'tccc', callId: '', fields: cdrs });
    const { transcriptions } = (await list(`/Transcriptions.json?PageNumber=${page}&PageSize=100`)) as {
      transcriptions: { call_sid: string; transcription_text: string }[];
    };
    const forms = transcriptions.map(({ call_sid: CallSid, transcription_text: TranscriptionText }): Push => {
      const fields = {
        CallSid,
        TranscriptionText,
        TranscriptionStatus: 'completed',
        TranscriptionSid: `TR-${CallSid}`,
      };
      return { source: 'twilio', callId: CallSid, fields };
    });
    await sendAll(forms);
  }
}

test('1,000 calls with pushes lost, doubled and late, through a kill, end in exactly 1,000 feedbacks', async () => {
  const { pushes, lost, listed } = callTraffic(CALLS, 20_261_122);
  expect(lost).toBeGreaterThan(300);
  const half = Math.floor(pushes.length / 2);
  await sendAll(pushes.slice(0, half));
  const second = sendAll(pushes.slice(half));
  await hotline.kill();
  await hotline.again();
  await second;
  await ready();

  const lists = await VendorLists.of(listed);
  await reconcile(lists);
  lists.stop();

  const expected = [
    ...listed.twilio.map(({ callId }) => deterministicId('twilio', callId)),
    ...listed.tccc.map(({ SessionId }) => deterministicId('tccc', SessionId!)),
  ].sort();
  const feedback = await eventually(
    async () => {
      const records = (await service.read(feedbackReceived)).map(({ data }) => data);
      expect(new Set(records.map((f) => f.feedbackId)).size).toBe(CALLS);
      return records;
    },
    120_000,
    1_000,
  );
  expect([...new Set(feedback.map((f) => f.feedbackId))].sort()).toEqual(expected);
  // A repetition after the kill is a redelivery, never a revision.
  expect(new Set(feedback.map((f) => `${f.feedbackId} ${f.contentHash}`)).size).toBe(CALLS);
  const replies = new Set((await service.read(replyObserved)).map(({ data }) => data.feedbackId));
  expect(replies.size).toBe(CALLS / 2);

  // Nothing is left to do: a second start finds every call at its end and says nothing more.
  await hotline.kill();
  await hotline.again();
  await ready();
  await sendAll(pushes.slice(0, 50));
  const later = await service.read(feedbackReceived);
  expect(new Set(later.map(({ data }) => `${data.feedbackId} ${data.contentHash}`)).size).toBe(CALLS);
  expect((await service.read(callStateChanged)).length).toBeGreaterThan(CALLS);
});
