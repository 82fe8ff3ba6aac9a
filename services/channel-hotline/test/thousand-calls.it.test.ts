import { seal } from '@hearback/access';
import {
  callPartTaken,
  callStateChanged,
  deterministicId,
  feedbackReceived,
  feedbackRefused,
  replyObserved,
} from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { callTraffic, type Push } from './call-traffic';
import { HOTLINE_TOPICS } from './hotline-topics';
import { KillableHotline } from './killable-hotline';
import { twilioPush } from './twilio-push';
import { VendorApis, type Listed } from './vendor-apis';

const CALLS = 1_000;
const PUBLIC_URL = 'https://hearback.example.com/api/hotline';
const BEGAN = new Date(Date.now() - 30 * 60_000);
const { pushes, counts, unpushed, listed } = callTraffic(CALLS, 20_261_122, BEGAN);
// What the vendors' lists say as yet; a list is behind the pushes.
const told: Listed = { twilio: [], tccc: [] };
const hotline = new KillableHotline();
// Before any call: what was said before a source was changed was never to be pushed.
let changedAt = new Date(BEGAN.getTime() - 60_000);
let service: ChannelUnderTest;
let lists: VendorApis;
let token: string;

beforeAll(async () => {
  // No limit passes during the test: what is published is whole.
  const limits = { CALL_LIMIT_MINUTES: '30', CALL_CALLER_WAIT_SECONDS: '60' };
  lists = await VendorApis.of(told, 20);
  service = await channelUnderTest(hotline.start, { PUBLIC_URL, ...limits }, HOTLINE_TOPICS);
  token = await service.registerKey({ scopes: ['post', 'read'] });
  await registerSources();
  await service.completeSnapshots();
  await ready();
}, 120_000);
afterAll(async () => {
  lists?.stop();
  await service?.stop();
});

/** Registers both sources, or says that they were changed: then their vendors are asked at once. */
async function registerSources(): Promise<void> {
  changedAt = new Date(changedAt.getTime() + 1);
  const about = { channel: 'hotline', changedAt: changedAt.toISOString() } as const;
  const settings = { reconcile: 'true', baseUrl: lists.url, accountSid: 'AC1', sdkAppId: '1400000000' };
  const credentials = { token: 'secret', secretId: 'id', secretKey: 'key' };
  const access = { settings, credentialsEncrypted: seal(service.keys.secrets, JSON.stringify(credentials)) };
  await service.registerSource({ ...about, ...access, sourceId: 'twilio', format: 'twilio-voice' });
  await service.registerSource({ ...about, ...access, sourceId: 'tccc', format: 'tccc' });
}

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

async function sendAll(these: readonly Push[]): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < these.length) await send(these[next++]!);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

async function killAndStart(): Promise<void> {
  await hotline.kill();
  await hotline.again();
  await ready();
}

/** What the gap ledger of each source says. */
async function gaps(): Promise<Record<string, number>> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await (await fetch(`${service.url}/v1/health/sources`, { headers })).json();
  const { items } = answer as { items: { sourceId: string; gaps: number }[] };
  return Object.fromEntries(items.map((item) => [item.sourceId, item.gaps]));
}

/** A round through both lists, from their first pages to their last questions. */
async function anotherRound(): Promise<void> {
  const before = lists.asked.length;
  await registerSources();
  await eventually(() => {
    const paths = lists.asked.slice(before).map(({ path }) => path);
    expect(new Set(paths.filter((path) => path.includes('/Calls/'))).size).toBe(CALLS / 2);
    expect(paths.filter((path) => path === '/').length).toBeGreaterThan(CALLS / 2 / 100);
  }, 60_000);
}

/** Every part that was taken is in its call. */
function settled(): Promise<void> {
  return eventually(
    async () => {
      const parts = (await service.read(callPartTaken)).length;
      const reached = new Map<number, number>();
      for (const { data } of await service.read(callStateChanged))
        reached.set(data.partition, Math.max(reached.get(data.partition) ?? 0, Number(data.upTo) + 1));
      expect([...reached.values()].reduce((sum, upTo) => sum + upTo, 0)).toBe(parts);
    },
    60_000,
    500,
  );
}

/** Of each feedback its words, and how many different ones there are. */
async function feedback(): Promise<{ texts: Map<string, string>; contents: number }> {
  const records = (await service.read(feedbackReceived)).map(({ data }) => data);
  return {
    texts: new Map(records.map(({ feedbackId, text }) => [feedbackId, text])),
    contents: new Set(records.map(({ feedbackId, contentHash }) => `${feedbackId} ${contentHash}`)).size,
  };
}

const EXPECTED = new Map([
  ...listed.twilio.map(({ callId, text }) => [deterministicId('twilio', callId), text] as const),
  ...listed.tccc.map(({ SessionId, UserRemark }) => [deterministicId('tccc', SessionId!), UserRemark!] as const),
]);

const unpushedOf = (prefix: string) => unpushed.filter((callId) => callId.startsWith(prefix)).length;

test('a tenth of the pushes is lost, doubled and late, and of some calls every one is lost', () => {
  for (const count of [counts.lost, counts.doubled, counts.late])
    expect(Math.round((count / counts.all) * 100)).toBeGreaterThanOrEqual(9);
  expect([unpushedOf('CA') > 5, unpushedOf('sess') > 5]).toEqual([true, true]);
});

test('1,000 calls so pushed, through a kill, and their lists, through another, end in exactly 1,000 feedbacks', async () => {
  const half = Math.floor(pushes.length / 2);
  await sendAll(pushes.slice(0, half));
  await Promise.all([sendAll(pushes.slice(half)), killAndStart()]);
  expect((await feedback()).texts.size).toBeLessThan(CALLS - unpushed.length);

  // The lists catch up, and the vendors are asked; the service is killed in the middle of it.
  Object.assign(told, listed);
  await registerSources();
  const questions = () => lists.asked.filter(({ path }) => path.includes('/Calls/')).length;
  await eventually(() => expect(questions()).toBeGreaterThan(100), 60_000, 5);
  expect(questions()).toBeLessThan(CALLS / 2);
  await killAndStart();
  await eventually(async () => expect((await feedback()).texts).toEqual(EXPECTED), 90_000, 1_000);
  expect(lists.mostAtOnce).toBeLessThan(10);
}, 240_000);

test('all of it again, by push and by list, changes nothing; the gaps are the calls of which no push came', async () => {
  await sendAll(pushes);
  await anotherRound();
  await settled();
  // What came twice through the kills was a redelivery of the same words, never a revision.
  expect(await feedback()).toEqual({ texts: EXPECTED, contents: CALLS });
  const replies = new Set((await service.read(replyObserved)).map(({ data }) => data.feedbackId));
  expect(replies.size).toBe(CALLS / 2);
  expect(await service.read(feedbackRefused)).toEqual([]);
  await eventually(async () => expect(await gaps()).toEqual({ twilio: unpushedOf('CA'), tccc: unpushedOf('sess') }));
}, 180_000);
