import { seal } from '@hearback/access';
import { channelUnderTest, eventually, firstRefusalOf, replayed, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { standIn, type StandIn } from './vendor-stand-in';

jest.setTimeout(90_000);

const LONG = '栏'.repeat(20_001);
const BODIES: Record<string, string> = {
  'rss-atom': `<rss><channel><item><guid>r-1</guid><title>投诉</title><description>${LONG}</description></item></channel></rss>`,
  'mastodon-status': JSON.stringify([
    { id: '116154321987654321', account: { id: '1' }, content: LONG, created_at: new Date().toISOString() },
  ]),
};
let service: ChannelUnderTest;
let vendor: StandIn;

beforeAll(async () => {
  vendor = await standIn();
  vendor.answer = ({ url }) => ({
    body: url.pathname.startsWith('/api/') ? BODIES['mastodon-status'] : BODIES['rss-atom'],
  });
  service = await channelUnderTest(start);
  const settings = { hashtags: '银行', mentions: 'no', baseUrl: vendor.url, path: '/feed.xml' };
  for (const format of Object.keys(BODIES))
    await service.registerSource({
      ...{ sourceId: format, channel: 'social', format, settings },
      credentialsEncrypted: seal(service.keys.secrets, JSON.stringify({ token: 'good' })),
    });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  await service?.stop();
  await vendor?.stop();
});

test.each(Object.keys(BODIES))('a post of a polled list of %s that was refused is read again alone', async (format) => {
  const refusal = await firstRefusalOf(service, format);
  expect(refusal).toMatchObject({ part: true, reasons: [{ path: 'text', reason: 'too-long' }] });
  expect(await replayed(service, refusal)).toMatchObject({ format: refusal.format, reasons: refusal.reasons });
});
