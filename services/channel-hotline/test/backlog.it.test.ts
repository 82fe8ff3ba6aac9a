import { randomUUID } from 'node:crypto';
import { callPartTaken, deterministicId, feedbackReceived, type CallFact } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { HOTLINE_TOPICS } from './hotline-topics';
import { KillableHotline } from './killable-hotline';

jest.setTimeout(180_000);

const MINUTE = 60_000;
const hotline = new KillableHotline();
let service: ChannelUnderTest;

beforeAll(async () => {
  const limits = { CALL_LIMIT_MINUTES: '30', CALL_CALLER_WAIT_SECONDS: '1' };
  service = await channelUnderTest(hotline.start, limits, HOTLINE_TOPICS);
  await service.registerSource({ sourceId: 'twilio', channel: 'hotline', format: 'twilio-voice' });
  await service.completeSnapshots();
  await ready();
});
afterAll(() => service?.stop());

const ready = () =>
  eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 60_000);

/** What another replica took and noted so many minutes ago. */
async function taken(callId: string, minutesAgo: number, ...facts: CallFact[]): Promise<void> {
  await service.publisher.publish(callPartTaken, {
    ...{ partId: randomUUID(), feedbackId: deterministicId('twilio', callId) },
    ...{
      sourceId: 'twilio',
      format: 'twilio-voice/v1',
      receivedAt: new Date(Date.now() - minutesAgo * MINUTE).toISOString(),
    },
    part: { callId, attributes: {}, facts },
  });
}
const words = (sequence: number, text: string): CallFact => ({
  ...{ kind: 'words', transcript: 'GT1', sequence, counted: true, text, final: true, speaker: 'customer' },
});

test('a call whose parts waited for longer than its limit is read to its end before the limit closes it', async () => {
  await taken('cut', 50, { kind: 'ended' }, words(1, '我的信用卡被盗刷了'));
  await eventually(async () => expect(await textOf('cut')).toEqual(['我的信用卡被盗刷了']), 60_000);
  await hotline.kill();
  for (const callId of ['whole', 'gap']) {
    await taken(callId, 42, { kind: 'ended' }, words(1, '轉帳三天了還沒到'));
    await taken(callId, 41, words(2, '請馬上處理'));
  }
  await taken('whole', 40, { kind: 'transcript-ended', transcript: 'GT1', last: 3 });
  await taken('gap', 40, words(4, 'and call me back'));
  await hotline.again();
  await ready();
  await eventually(async () => expect(await textOf('whole')).toEqual(['轉帳三天了還沒到\n請馬上處理']), 60_000);
  // With something missing it is closed by the limit, which is long over, and has all that was there.
  await eventually(
    async () => expect(await textOf('gap')).toEqual(['轉帳三天了還沒到\n請馬上處理\nand call me back']),
    60_000,
  );
  expect(await textOf('whole')).toHaveLength(1);
});

async function textOf(callId: string): Promise<string[]> {
  const records = await service.read(feedbackReceived);
  return records.flatMap(({ data }) => (data.feedbackId === deterministicId('twilio', callId) ? [data.text] : []));
}
