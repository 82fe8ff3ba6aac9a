import { seal } from '@hearback/access';
import { deterministicId, feedbackReceived } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';
import { CONNECT_CREDENTIALS, CONNECT_SETTINGS, ConnectApi, type ListedContact } from './connect-api';
import { HOTLINE_TOPICS } from './hotline-topics';

jest.setTimeout(120_000);

// Contacts are looked for half an hour after their end.
const BEGAN = Date.now() / 1_000 - 2_700;
const CHANGED_AT = new Date((BEGAN - 3_600) * 1_000).toISOString();
const idOf = (n: number) => `c0ffee00-0000-4000-8000-${String(n).padStart(12, '0')}`;
const textOf = (n: number) => `我的轉帳沒到，單號 ${n}😡\nMy order is ${n}.`;
const turn = (ParticipantRole: string, BeginOffsetMillis: number, Content: string) => {
  return { Id: `t${BeginOffsetMillis}`, ParticipantId: ParticipantRole, ParticipantRole, BeginOffsetMillis, Content };
};
const contactOf = (n: number): ListedContact => ({
  ...{ Id: idOf(n), InitiationMethod: 'INBOUND', Channel: 'VOICE', DisconnectReason: 'CUSTOMER_DISCONNECT' },
  ...{ InitiationTimestamp: BEGAN + n, DisconnectTimestamp: BEGAN + n + 60.25 },
  AgentInfo: { Id: 'a1', ConnectedToAgentTimestamp: BEGAN + n + 9.5 },
  QueueInfo: { Id: 'cards' },
  CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+6591234567' },
  turns: [
    turn('AGENT', 0, '您好'),
    turn('CUSTOMER', 2_000, `我的轉帳沒到，單號 ${n}😡`),
    turn('CUSTOMER', 9_000, `My order is ${n}.`),
  ],
});
// Beyond one page; the last one speaks for longer than one page of segments, and one was not analysed in real time.
const CONTACTS = [
  ...Array.from({ length: 30 }, (_, n) => contactOf(n)),
  { ...contactOf(30), turns: Array.from({ length: 250 }, (_, n) => turn('CUSTOMER', n * 10, `第 ${n} 句`)) },
  { ...contactOf(31), turns: undefined } as unknown as ListedContact,
];
const HEARD = CONTACTS.slice(0, 31);
// Their events came, and the transcript files of half of them.
const PUSHED = CONTACTS.slice(0, 20);

// What the lists tell as yet; they are behind the pushes.
const told: ListedContact[] = [];
let changes = 0;
let service: ChannelUnderTest;
let api: ConnectApi;
let token: string;

beforeAll(async () => {
  const limits = { CALL_LIMIT_MINUTES: '0.05', CALL_CALLER_WAIT_SECONDS: '1' };
  service = await channelUnderTest(start, limits, HOTLINE_TOPICS);
  api = await ConnectApi.of(told);
  token = await service.registerKey({ scopes: ['post', 'read'] });
  await reconcile('connect', {}, CONNECT_CREDENTIALS);
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 30_000);
});
afterAll(async () => {
  api?.stop();
  await service?.stop();
});

/** Makes the source, or says that it was changed: then its vendor is asked at once. */
function reconcile(sourceId: string, settings: Record<string, string>, credentials: object) {
  return service.registerSource({
    ...{ sourceId, format: 'amazon-connect', channel: 'hotline' },
    changedAt: new Date(Date.parse(CHANGED_AT) + changes++).toISOString(),
    settings: { reconcile: 'true', baseUrl: api.url, ...CONNECT_SETTINGS, ...settings },
    credentialsEncrypted: seal(service.keys.secrets, JSON.stringify(credentials)),
  });
}

async function push(body: object): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const sent = { method: 'POST', body: JSON.stringify(body), headers };
  return (await fetch(`${service.url}/v1/hooks/connect`, sent)).status;
}

/** What EventBridge says of the contact. */
const eventOf = ({ Id: contactId, DisconnectTimestamp: at }: ListedContact) => ({
  ...{ 'detail-type': 'Amazon Connect Contact Event', time: new Date(at * 1_000).toISOString() },
  detail: {
    ...{ eventType: 'DISCONNECTED', contactId, channel: 'VOICE', initiationMethod: 'INBOUND' },
    customerEndpoint: { type: 'TELEPHONE_NUMBER', address: '+6591234567' },
  },
});

const fileOf = ({ Id: ContactId, turns: Transcript }: ListedContact) => ({
  ...{ Version: '1.1.0', Channel: 'VOICE', JobStatus: 'COMPLETED', CustomerMetadata: { ContactId }, Transcript },
});

async function received() {
  const all = (await service.read(feedbackReceived)).map(({ data }) => data);
  return all.filter(({ sourceId }) => sourceId === 'connect');
}

async function healthOf(sourceId: string) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await (await fetch(`${service.url}/v1/health/sources`, { headers })).json();
  const { items } = answer as { items: { sourceId: string; gaps: number | null; poll?: { why?: string } }[] };
  return items.find((item) => item.sourceId === sourceId);
}

test('contacts whose events or words were lost are found by their lists, each once, in the words of a push', async () => {
  for (const contact of [...PUSHED, ...PUSHED]) expect(await push(eventOf(contact))).toBe(202);
  for (const contact of PUSHED.slice(0, 10)) expect(await push(fileOf(contact))).toBe(202);
  await eventually(async () => expect(await received()).toHaveLength(10), 30_000);

  // The list was asked for the first time, while it told nothing.
  await eventually(() => expect(api.asked).toHaveLength(1), 30_000);
  told.push(...CONTACTS);
  await reconcile('connect', {}, CONNECT_CREDENTIALS);
  const expected = HEARD.map(({ Id }) => deterministicId('connect', Id)).sort();
  await eventually(async () => {
    expect((await received()).map(({ feedbackId }) => feedbackId).sort()).toEqual(expected);
  }, 60_000);
  const texts = new Map((await received()).map(({ feedbackId, text }) => [feedbackId, text]));
  for (let n = 0; n < 30; n++) expect(texts.get(deterministicId('connect', idOf(n)))).toBe(textOf(n));
  expect(texts.get(deterministicId('connect', idOf(30)))!.split('\n')).toHaveLength(250);
  const found = (await received()).find(({ feedbackId }) => feedbackId === deterministicId('connect', idOf(25)))!;
  expect(found).toMatchObject({ occurredAt: new Date(Math.round((BEGAN + 25) * 1_000)).toISOString() });
  expect(found.attributes).toMatchObject({ queue: 'cards', agentId: 'a1', disconnectReason: 'CUSTOMER_DISCONNECT' });
  expect(found.customer.identities).toHaveLength(1);
});

test('each contact that was never pushed is a gap, and none any longer when its events come after all', async () => {
  await eventually(async () => expect((await healthOf('connect'))?.gaps).toBe(12), 20_000);
  for (const contact of CONTACTS.slice(20, 25)) {
    expect(await push(eventOf(contact))).toBe(202);
    expect(await push(fileOf(contact))).toBe(202);
  }
  await eventually(async () => expect((await healthOf('connect'))?.gaps).toBe(7), 20_000);
  expect(await received()).toHaveLength(31);
});

test('every question was signed as Amazon checks it, and one too many was asked again', () => {
  const answers = (kind: string) => api.asked.flatMap(({ path, status }) => (path.startsWith(kind) ? status : []));
  expect(answers('/search-contacts')).toEqual([200, 429, 200, 200]);
  expect(answers('/contacts/').slice(0, 3)).toEqual([200, 429, 200]);
  expect(answers('/realtime-').slice(0, 3)).toEqual([200, 429, 200]);
  expect(answers('/').filter((status) => status === 403)).toEqual([]);
});

test('a wrong key, region or instance is shown', async () => {
  const wrong = { ...CONNECT_CREDENTIALS, secretAccessKey: 'another' };
  await reconcile('wrong-key', {}, wrong);
  await reconcile('wrong-region', { region: 'us-east-1.evil.example/' }, CONNECT_CREDENTIALS);
  await reconcile('wrong-instance', { instanceId: '99999999-1234-1234-1234-123456789012' }, CONNECT_CREDENTIALS);
  const why = async (sourceId: string) => (await healthOf(sourceId))?.poll?.why;
  await eventually(async () => {
    expect(await why('wrong-key')).toBe('the vendor refuses the credentials (403): InvalidSignatureException');
    expect(await why('wrong-region')).toMatch(/^the setting region is missing or none/);
    expect(await why('wrong-instance')).toBe('the vendor answered 404: ResourceNotFoundException');
  }, 20_000);
});
