import { channelUnderTest, eventually, firstRefusalOf, replayed, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { standIn } from './vendors/stand-in';

jest.setTimeout(90_000);

const label = (text: string) => ({ label: text });
const review = {
  ...{ id: label('9001'), 'im:rating': label('1'), title: label('闪退'), updated: label(new Date().toISOString()) },
  content: label('闪'.repeat(20_001)),
};
let service: ChannelUnderTest;
let store: Awaited<ReturnType<typeof standIn>>;

beforeAll(async () => {
  store = await standIn(() => Promise.resolve({ body: { feed: { entry: [review] } } }));
  service = await channelUnderTest(start);
  await service.registerSource({
    ...{ sourceId: 'feed', channel: 'app-rating', format: 'app-store-rss' },
    settings: { appId: '1234567890', baseUrl: store.url },
  });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  await service?.stop();
  await store?.stop();
});

test('a review of a polled page that was refused is read again alone, and judged by the rules of today', async () => {
  const refusal = await firstRefusalOf(service, 'feed');
  expect(refusal).toMatchObject({ part: true, reasons: [{ path: 'text', reason: 'too-long' }] });
  expect(await replayed(service, refusal)).toMatchObject({ format: 'app-store-rss/v1', reasons: refusal.reasons });
});
