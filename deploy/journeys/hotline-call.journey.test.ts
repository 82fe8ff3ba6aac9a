import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';

// A call that an agent answered and logged, from the contact centre's push to the promise that it meets.
const SOURCE = 'journey-calls';

let system: RunningSystem;
let session: string;

beforeAll(async () => {
  system = await startSystem({ processes: false });
  const signIn = await call('directory', '/v1/sign-in', { body: { name: 'admin', password: system.adminPassword } });
  session = signIn.token;
}, 240_000);

afterAll(() => system?.stop(), 90_000);

interface Sent {
  body: unknown;
  token?: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function call(service: keyof RunningSystem['urls'], path: string, sent?: Sent): Promise<any> {
  const response = await fetch(`${system.urls[service]}${path}`, {
    ...(sent ? { method: 'POST', body: JSON.stringify(sent.body) } : {}),
    headers: {
      authorization: `Bearer ${sent?.token ?? system.apiKey}`,
      'content-type': 'application/json',
      ...(service === 'directory' ? { 'idempotency-key': path } : {}),
    },
  });
  if (response.status >= 300) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const push = (record: object) => call('channel-hotline', `/v1/hooks/${SOURCE}`, { body: record });
const firstReplyOf = async (feedbackId: string) =>
  (await call('response-tracker', `/v1/clocks?feedbackId=${feedbackId}`)).items.find(
    ({ kind }: { kind: string }) => kind === 'first-reply',
  );

test('what a customer says in a call starts a promise, and what the agent logged of the answer meets it', async () => {
  const source = { sourceId: SOURCE, channel: 'hotline', name: 'Calls', format: 'call-record' };
  await call('directory', '/v1/sources', { body: source, token: session });
  const began = Date.now();
  const at = (seconds: number) => new Date(began - 300_000 + seconds * 1_000).toISOString();
  const record = { callId: 'J-1', phone: '+8613800138055' };
  const words = {
    ...{ startedAt: at(0), answeredAt: at(8), endedAt: at(200), agentId: '7001' },
    transcript: '我的定期存款到期三天了还没有转到活期账户，打了两次电话都没人管',
  };
  const { accepted } = await eventually(() => push({ ...record, ...words }), 30_000);
  const { feedbackId } = accepted[0];
  const feedback = await eventually(() => call('cases', `/v1/feedback/${feedbackId}`), 60_000);
  expect(feedback.state).toBe('opened');
  await eventually(async () => expect(await firstReplyOf(feedbackId)).toMatchObject({ state: 'running' }), 30_000);

  // The same call, as the agent wrote it down afterwards.
  const log = { agentLog: '客户定期到期未转活期', answer: '已为您手工转入活期账户，请查收。', agentId: '7001' };
  const again = await push({ ...record, ...log });
  expect(again.accepted[0].feedbackId).toBe(feedbackId);
  await eventually(async () => expect(await firstReplyOf(feedbackId)).toMatchObject({ state: 'met' }), 60_000);
}, 180_000);
