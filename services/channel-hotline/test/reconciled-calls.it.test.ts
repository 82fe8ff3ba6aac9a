import { seal } from '@hearback/access';
import { deterministicId, feedbackReceived, replyObserved, type Source } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { HOTLINE_TOPICS } from './hotline-topics';
import { twilioPush } from './twilio-push';
import { VendorApis } from './vendor-apis';

jest.setTimeout(120_000);

const PUBLIC_URL = 'https://hearback.example.com/api/hotline';
const CHANGED_AT = new Date(Date.now() - 3_600_000).toISOString();
const began = new Date(Date.now() - 600_000);
const beganSeconds = Math.floor(began.getTime() / 1_000);
const cdr = (id: string) => ({
  ...{ SessionId: id, Caller: '008613900139001', Direction: '0', Duration: '60', EndStatusString: 'ok' },
  ...{ StartTimestamp: String(beganSeconds), AcceptTimestamp: String(beganSeconds + 9) },
  ...{ EndedTimestamp: String(beganSeconds + 60), UserRemark: `客户反映转账失败，单号 ${id}` },
});
const CDRS = ['s-1', 's-2', 's-3'].map(cdr);
const conversations = Array.from({ length: 40 }, (_, n) => ({
  ...{ conversationId: `g-${n}`, conversationStart: began.toISOString(), originatingDirection: 'inbound' },
  conversationEnd: new Date(began.getTime() + 60_000).toISOString(),
  participants: [
    { purpose: 'customer', sessions: [{ mediaType: 'voice', ani: 'tel:+8613800138001' }] },
    {
      ...{ purpose: 'agent', userId: 'u-1' },
      sessions: [
        { mediaType: 'voice', segments: [{ segmentType: 'wrapup', wrapUpNote: `客户投诉转账未到，单号 ${n}` }] },
      ],
    },
  ],
}));
let service: ChannelUnderTest;
let lists: VendorApis;
let token: string;

beforeAll(async () => {
  const limits = { CALL_LIMIT_MINUTES: '0.05', CALL_CALLER_WAIT_SECONDS: '1' };
  service = await channelUnderTest(start, { PUBLIC_URL, ...limits }, HOTLINE_TOPICS);
  lists = await VendorApis.of({
    twilio: [
      { callId: 'CA1', text: '我的信用卡被盗刷了', at: began },
      { callId: 'CA2', text: 'My transfer never arrived.', at: began },
    ],
    tccc: CDRS,
    genesys: conversations,
  });
  token = await service.registerKey({ scopes: ['post', 'read'] });
  const common = { channel: 'hotline', changedAt: CHANGED_AT } as const;
  await service.registerSource({ ...common, sourceId: 'tccc', format: 'tccc' });
  await service.registerSource({ ...common, sourceId: 'twilio', format: 'twilio-voice' });
  await service.registerSource({ ...common, sourceId: 'genesys', format: 'genesys-cloud' });
  const desk = { ...common, format: 'call-record' };
  await service.registerSource({ ...desk, sourceId: 'desk', settings: { callsOf: 'twilio' } });
  await service.registerSource({ ...desk, sourceId: 'lost-desk', settings: { callsOf: 'nobody' } });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  lists?.stop();
  await service?.stop();
});

/** As an administrator switches it on; dated before the calls, because what was said before a change is no gap. */
function reconcile(source: Pick<Source, 'sourceId' | 'format'>, settings: object, credentials: object) {
  return service.registerSource({
    ...{ ...source, channel: 'hotline', changedAt: new Date(Date.parse(CHANGED_AT) + 1).toISOString() },
    settings: { reconcile: 'true', baseUrl: lists.url, ...settings },
    credentialsEncrypted: seal(service.keys.secrets, JSON.stringify(credentials)),
  });
}

async function push(sourceId: string, body: object) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const url = `${service.url}/v1/hooks/${sourceId}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
  return { status: response.status, body: (await response.json()) as { refused?: { reason: string }[] } };
}

async function feedbackOf(sourceId: string) {
  const records = (await service.read(feedbackReceived)).map(({ data }) => data);
  return new Map(records.flatMap((data) => (data.sourceId === sourceId ? [[data.feedbackId, data.text]] : [])));
}

async function gapsOf(sourceId: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await (await fetch(`${service.url}/v1/health/sources`, { headers })).json();
  return (answer as { items: { sourceId: string; gaps: number | null }[] }).items.find(
    (item) => item.sourceId === sourceId,
  )?.gaps;
}

test('a source that does not say reconcile is only pushed', () => expect(lists.asked).toEqual([]));

test('calls whose record was never pushed are found by DescribeTelCdr, become feedback, and are counted as gaps', async () => {
  await reconcile(
    { sourceId: 'tccc', format: 'tccc' },
    { sdkAppId: '1400000000' },
    { secretId: 'id', secretKey: 'key' },
  );
  const ids = CDRS.map(({ SessionId }) => deterministicId('tccc', SessionId));
  await eventually(async () => expect([...(await feedbackOf('tccc')).keys()].sort()).toEqual(ids.sort()), 30_000);
  expect(lists.asked[0]!.authorization).toMatch(/^TC3-HMAC-SHA256 Credential=id\/\d{4}-\d\d-\d\d\/ccc\/tc3_request, /);
  await eventually(async () => expect(await gapsOf('tccc')).toBe(3));

  // One of them was late only; it is the same call and no gap any longer.
  expect((await push('tccc', CDRS[0]!)).status).toBe(200);
  await eventually(async () => expect(await gapsOf('tccc')).toBe(2), 20_000);
  expect((await feedbackOf('tccc')).size).toBe(3);
});

test('calls whose events were lost are found by the query of Genesys Cloud, once, with what their agents noted', async () => {
  const source = { sourceId: 'genesys', format: 'genesys-cloud' };
  await reconcile(source, { pollSeconds: '1' }, { clientId: 'client', clientSecret: 'secret' });
  const ids = conversations.map(({ conversationId }) => deterministicId('genesys', conversationId)).sort();
  await eventually(async () => expect([...(await feedbackOf('genesys')).keys()].sort()).toEqual(ids), 30_000);
  await eventually(async () => expect(await gapsOf('genesys')).toBe(40));
  // The vendor gives up the token before its time.
  const signIns = () => lists.asked.filter(({ path }) => path === '/oauth/token').length;
  expect(signIns()).toBe(1);
  lists.genesysToken = 'issued-2';
  const believed = () => lists.asked.some(({ authorization }) => authorization === 'Bearer issued-2');
  await eventually(() => Promise.resolve(expect(believed()).toBe(true)), 20_000);
  expect(signIns()).toBe(2);
  // All but four were late only; they are the same calls, and no gaps any longer.
  for (const { conversationId, conversationStart: eventTime } of conversations.slice(4)) {
    const topicName = `v2.detail.events.conversation.${conversationId}.customer.start`;
    const eventBody = {
      eventTime,
      conversationId,
      mediaType: 'VOICE',
      direction: 'INBOUND',
      ani: 'tel:+8613800138001',
    };
    expect((await push('genesys', { topicName, eventBody })).status).toBe(202);
  }
  await eventually(async () => expect(await gapsOf('genesys')).toBe(4), 20_000);
  expect((await feedbackOf('genesys')).size).toBe(40);
});

test("calls that Twilio never pushed are found in its lists, with the words of their recordings' transcriptions", async () => {
  const settings = { accountSid: 'AC1' };
  await reconcile({ sourceId: 'twilio', format: 'twilio-voice' }, settings, { token: 'secret' });
  await eventually(async () => {
    expect(await feedbackOf('twilio')).toEqual(
      new Map([
        [deterministicId('twilio', 'CA1'), '我的信用卡被盗刷了'],
        [deterministicId('twilio', 'CA2'), 'My transfer never arrived.'],
      ]),
    );
  }, 30_000);
  await eventually(async () => expect(await gapsOf('twilio')).toBe(2));
  const fields = { AccountSid: 'AC1', CallSid: 'CA1', CallStatus: 'completed', From: '+8613800138001' };
  const hook = `/v1/hooks/twilio`;
  const late = twilioPush(fields, { url: `${PUBLIC_URL}${hook}`, secret: service.secretOf('twilio') });
  expect((await fetch(`${service.url}${hook}`, { method: 'POST', ...late })).status).toBe(202);
  await eventually(async () => expect(await gapsOf('twilio')).toBe(1), 20_000);
});

test("what the agents' own system knows of the calls of another source belongs to those calls", async () => {
  const log = { callId: 'CA2', answeredAt: began.toISOString(), agentLog: '已退款', answer: '钱已退回您的账户' };
  expect((await push('desk', log)).status).toBe(202);
  await eventually(async () => {
    const replies = (await service.read(replyObserved)).map(({ data }) => data);
    expect(replies.find(({ feedbackId }) => feedbackId === deterministicId('twilio', 'CA2'))?.text).toBe(log.answer);
  }, 20_000);
  const lost = await push('lost-desk', log);
  expect([lost.status, lost.body.refused?.[0]?.reason]).toEqual([422, 'source-unknown']);
  const tried = { lost: await push('lost-desk/test', log), right: await push('desk/test', log) };
  const refused = { accepted: false, reason: 'source-unknown', faults: [{ path: 'settings.callsOf' }] };
  expect(tried.lost).toMatchObject({ status: 200, body: { kind: 'calls', items: [refused] } });
  const fields = { sourceId: 'twilio', feedbackId: deterministicId('twilio', 'CA2') };
  expect(tried.right).toMatchObject({ status: 200, body: { items: [{ accepted: true, fields }] } });
});
