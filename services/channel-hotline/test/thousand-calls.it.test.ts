import { seal } from '@hearback/access';
import {
  callPartTaken,
  callStateChanged,
  deterministicId,
  feedbackReceived,
  feedbackRefused,
  replyObserved,
  sourceHeard,
} from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { callTraffic, type Push } from './call-traffic';
import { HOTLINE_TOPICS } from './hotline-topics';
import { KillableHotline } from './killable-hotline';
import { twilioPush } from './twilio-push';
import { VendorApis, type Listed } from './vendor-apis';

jest.setTimeout(240_000);

const CALLS = 1_000;
const SOURCES = ['tccc', 'twilio'] as const;
const PUBLIC_URL = 'https://hearback.example.com/api/hotline';
const BEGAN = new Date(Date.now() - 30 * 60_000);
const { pushes, counts, unpushed, listed } = callTraffic(CALLS, 20_261_122, BEGAN);
// What the vendors' lists say as yet; a list is behind the pushes.
const told: Listed = { twilio: [], tccc: [] };
const hotline = new KillableHotline();
let service: ChannelUnderTest;
let lists: VendorApis;
let token: string;

beforeAll(async () => {
  // No limit passes during the test: what is published is whole.
  const limits = { CALL_LIMIT_MINUTES: '30', CALL_CALLER_WAIT_SECONDS: '60' };
  lists = await VendorApis.of(told);
  service = await channelUnderTest(hotline.start, { PUBLIC_URL, ...limits }, HOTLINE_TOPICS);
  token = await service.registerKey({ scopes: ['post', 'read'] });
  await reconciled('twilio', 'twilio-voice', { settings: { accountSid: 'AC1' }, credentials: { token: 'secret' } });
  const credentials = { secretId: 'id', secretKey: 'key' };
  await reconciled('tccc', 'tccc', { settings: { sdkAppId: '1400000000' }, credentials });
  await service.completeSnapshots();
  await ready();
}, 120_000);
afterAll(async () => {
  lists?.stop();
  await service?.stop();
});

function reconciled(sourceId: string, format: string, access: { settings: object; credentials: object }) {
  return service.registerSource({
    ...{ sourceId, format, channel: 'hotline', changedAt: new Date(BEGAN.getTime() - 60_000).toISOString() },
    settings: { reconcile: 'true', baseUrl: lists.url, pollSeconds: '10', ...access.settings },
    credentialsEncrypted: seal(service.keys.secrets, JSON.stringify(access.credentials)),
  });
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

async function sendAll(these: readonly Push[], onSent: (count: number) => void = () => undefined): Promise<void> {
  let [next, sent] = [0, 0];
  const lane = async () => {
    while (next < these.length) {
      await send(these[next++]!);
      onSent(++sent);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

async function killAndStart(): Promise<void> {
  await hotline.kill();
  await hotline.again();
}

const idOf = ({ source, callId }: Pick<Push, 'source' | 'callId'>) => deterministicId(source, callId);

async function gaps(): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = (await (await fetch(`${service.url}/v1/health/sources`, { headers })).json()) as {
    items: { sourceId: string; gaps: number }[];
  };
  return answer.items.reduce((sum, { sourceId, gaps }) => sum + (SOURCES.includes(sourceId as never) ? gaps : 0), 0);
}

/** Resolves once another round through both lists has begun and ended. */
async function anotherRound(): Promise<void> {
  const before = lists.asked.length;
  const last = listed.twilio.at(-1)!.callId;
  await eventually(() => {
    const paths = lists.asked.slice(before).map(({ path }) => path);
    const first = paths.findIndex((path) => path.includes('/Calls.json?') && !path.includes('PageToken'));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(paths.slice(first).some((path) => path.includes(`/Calls/${last}`))).toBe(true);
    expect(paths.filter((path) => path === '/').length).toBeGreaterThanOrEqual(10);
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

test('the pushes are as bad as they are said to be', () => {
  for (const count of [counts.lost, counts.doubled, counts.late]) expect(count / counts.all).toBeCloseTo(0.1, 1);
  expect(Math.min(counts.lost, counts.doubled, counts.late)).toBeGreaterThan(counts.all * 0.085);
  expect(unpushed.filter((callId) => callId.startsWith('CA')).length).toBeGreaterThan(5);
  expect(unpushed.filter((callId) => callId.startsWith('sess')).length).toBeGreaterThan(5);
});

test('1,000 calls with pushes lost, doubled and late, through two kills, end in exactly 1,000 feedbacks', async () => {
  const t0 = Date.now(); const mark = (what: string) => process.stderr.write(`${what} ${Date.now() - t0}\n`);
  // Killed in the middle of the pushes, soon after the ledger has written what it had.
  const half = Math.floor(pushes.length / 2);
  await sendAll(pushes.slice(0, half));
  mark('half');
  await eventually(async () => {
    const counted = new Map((await service.read(sourceHeard)).map(({ key, data }) => [key, data.pushed]));
    expect([...counted.values()].reduce((sum, pushed) => sum + pushed, 0)).toBe(half);
  }, 20_000);
  mark('ledger');
  let killed: Promise<void> | undefined;
  let uncounted: Push[] = [];
  await sendAll(pushes.slice(half), (sent) => {
    if (sent < 100 || killed) return;
    uncounted = pushes.slice(half, half + sent + 16);
    killed = killAndStart();
  });
  await killed;
  await ready();
  mark('pushed');

  // The lists catch up; killed again in the middle of reading them.
  Object.assign(told, listed);
  await eventually(() => {
    expect(lists.asked.filter(({ path }) => path.includes('/Calls/')).length).toBeGreaterThan(100);
  }, 60_000, 5);
  mark('polling');
  await killAndStart();
  await ready();
  mark('again');
  await eventually(async () => expect((await feedback()).texts).toEqual(EXPECTED), 120_000, 1_000);
  mark('feedback');
  await anotherRound();
  mark('round');
  expect((await feedback()).contents).toBe(CALLS);
  // A kill forgets what the ledger counted last: calls that were pushed only then may show as gaps, and no others.
  const pushedOnlyThen = new Set(uncounted.map(idOf));
  const found = await eventually(async () => {
    const now = await gaps();
    expect(now).toBeGreaterThanOrEqual(unpushed.length);
    return now;
  });
  expect(found).toBeLessThanOrEqual(unpushed.length + pushedOnlyThen.size);

  // Everything again, by push and by list, changes nothing; and what was pushed is no gap now.
  await sendAll(pushes);
  mark('repushed');
  await anotherRound();
  mark('round');
  await settled();
  mark('settled');
  expect(await feedback()).toEqual({ texts: EXPECTED, contents: CALLS });
  await eventually(async () => expect(await gaps()).toBe(unpushed.length));
  const replies = new Set((await service.read(replyObserved)).map(({ data }) => data.feedbackId));
  expect(replies.size).toBe(CALLS / 2);
  expect(await service.read(feedbackRefused)).toEqual([]);
  mark('done');
});
