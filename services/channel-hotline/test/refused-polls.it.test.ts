import { seal } from '@hearback/access';
import { channelUnderTest, eventually, firstRefusalOf, replayed, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { HOTLINE_TOPICS } from './hotline-topics';
import { VendorApis } from './vendor-apis';

jest.setTimeout(90_000);

const NO_TIME = 'gestern';
const began = new Date(Date.now() - 600_000);
const seconds = String(Math.floor(began.getTime() / 1_000));
const POLLED: { format: string; path: string; settings: Record<string, string>; credentials: object }[] = [
  {
    ...{ format: 'genesys-cloud', path: 'facts.0.at', settings: {} },
    credentials: { clientId: 'client', clientSecret: 'secret' },
  },
  {
    ...{ format: 'tccc', path: 'SessionId', settings: { sdkAppId: '1400000000' } },
    credentials: { secretId: 'id', secretKey: 'key' },
  },
];
let service: ChannelUnderTest;
let lists: VendorApis;

beforeAll(async () => {
  service = await channelUnderTest(start, {}, HOTLINE_TOPICS);
  lists = await VendorApis.of({
    twilio: [],
    tccc: [{ Caller: '008613900139001', StartTimestamp: seconds, UserRemark: '客户反映转账失败' }],
    genesys: [
      {
        ...{ conversationId: 'g-1', conversationStart: began.toISOString(), conversationEnd: NO_TIME },
        participants: [{ purpose: 'customer', sessions: [{ mediaType: 'voice', ani: 'tel:+8613800138001' }] }],
      },
    ],
  });
  for (const { format, settings, credentials } of POLLED)
    await service.registerSource({
      ...{ sourceId: format, channel: 'hotline', format },
      settings: { reconcile: 'true', baseUrl: lists.url, ...settings },
      credentialsEncrypted: seal(service.keys.secrets, JSON.stringify(credentials)),
    });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  lists?.stop();
  await service?.stop();
});

test.each(POLLED)('a call of $format’s list that was refused is read again as the list told it', async (polled) => {
  const refusal = await firstRefusalOf(service, polled.format);
  expect(refusal.reasons[0]!.path).toMatch(new RegExp(`${polled.path}$`));
  expect(refusal.part).toBe(true);
  expect(await replayed(service, refusal)).toMatchObject({
    format: refusal.format,
    reasons: [{ path: polled.path, reason: refusal.reasons[0]!.reason }],
  });
});
