import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { seal } from '@hearback/access';
import { feedbackRefused, replyFailed, replyRequested } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import type { Format, Poller, VendorStream } from '../src/index';
import { dnsServer, type DnsServer } from './dns-server';
import { ready, restartableChannel, type RestartableChannel } from './kit';

jest.setTimeout(90_000);

const LEADS_INSIDE = expect.stringContaining('leads to this machine or a private network');

const asked: Poller = {
  name: 'asked',
  baseUrl: 'https://vendor.invalid',
  account: [],
  everySeconds: 3_600,
  loginUrl: (baseUrl) => baseUrl,
  poll: async ({ http, login, access }) => {
    const way = access.settings.loginUrl === undefined ? http : login!;
    const { body } = await way.request({ method: 'GET', path: 'reviews' });
    return { kind: 'failed', why: body.toString() };
  },
};
const listened: VendorStream = {
  name: 'listened',
  baseUrl: 'https://vendor.invalid',
  framing: 'lines',
  silenceSeconds: 60,
  calls: () => ({ kind: 'calls', calls: [{ path: 'stream', headers: {} }] }),
};
/** Its pushes only point to what is to be fetched. */
const fetched: Format = {
  name: 'fetched',
  version: 1,
  contentTypes: ['application/json'],
  secretAddress: true,
  fetch: async (_, { http }) => {
    const { body } = await http.request({ method: 'GET', path: 'whole' });
    return { kind: 'fetched', payload: body, contentType: 'text/plain' };
  },
  read: () => ({ kind: 'ignored', why: 'it only points' }),
};
const plain: Format = {
  name: 'listened',
  version: 1,
  contentTypes: ['application/json'],
  read: () => ({ kind: 'ignored', why: 'nothing' }),
};

/** Listens on every address of this machine. */
let canary: Server;
let connections = 0;
let port: number;
let dns: DnsServer;
let channel: RestartableChannel;
let token: string;

beforeAll(async () => {
  dns = await dnsServer();
  canary = createServer((_, response) => response.end('inner secret')).on('connection', () => connections++);
  canary.listen(0);
  await once(canary, 'listening');
  port = (canary.address() as AddressInfo).port;
  const formats = [fetched, plain];
  channel = await restartableChannel(
    { channels: ['web-form'], formats, pollers: [asked], streams: [listened] },
    { ALLOW_PLAIN_HTTP: 'true', ALLOW_PRIVATE_ADDRESSES: '', DNS_SERVERS: dns.address },
  );
  token = await channel.registerKey({ scopes: ['read'] });
  await channel.completeSnapshots();
  await ready(channel);
});
afterAll(async () => {
  await channel?.end();
  dns.stop();
  canary.closeAllConnections();
  canary.close();
});

let sources = 0;
async function register(format: string | undefined, settings: Record<string, string>): Promise<string> {
  const sourceId = `s-${++sources}`;
  const credentialsEncrypted = seal(channel.keys.secrets, JSON.stringify({ replySecret: 'a secret of replies' }));
  const changedAt = new Date().toISOString();
  const source = { sourceId, channel: 'web-form' as const, settings, credentialsEncrypted, changedAt };
  await channel.registerSource(format === undefined ? source : { ...source, format });
  return sourceId;
}
async function healthOf(sourceId: string): Promise<Record<string, unknown> | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${channel.url}/v1/health/sources`, { headers });
  const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
  return items.find((item) => item.sourceId === sourceId);
}
const failed = expect.objectContaining({ state: 'failed', why: LEADS_INSIDE });

/** Written as an address, and as a name that was public when somebody looked and is inner now. */
describe.each(['127.0.0.1', '[::ffff:127.0.0.1]', 'rebound.example'])('a source of %s', (host) => {
  const at = () => `http://${host}:${port}`;
  beforeAll(() => dns.say('127.0.0.1'));
  beforeEach(() => (connections = 0));
  afterEach(() => expect(connections).toBe(0));

  test.each(['baseUrl', 'loginUrl', 'proxy'])('is not asked where it is the %s', async (setting) => {
    const sourceId = await register('asked', { baseUrl: 'https://8.8.8.8', [setting]: at() });
    await eventually(async () => expect(await healthOf(sourceId)).toMatchObject({ poll: failed }), 20_000);
  });

  test('is not listened to', async () => {
    const sourceId = await register('listened', { baseUrl: 'https://8.8.8.8', streamUrl: at(), stream: 'yes' });
    await eventually(async () => expect(await healthOf(sourceId)).toMatchObject({ stream: failed }), 20_000);
  });

  test('gets no reply, which fails and says why', async () => {
    const sourceId = await register(undefined, { replyUrl: `${at()}/replies` });
    const [replyId, caseId, feedbackId] = [randomUUID(), randomUUID(), randomUUID()];
    const names = { replyId, caseId, feedbackId, sourceId, channel: 'web-form' as const, externalId: '1' };
    const requestedAt = new Date().toISOString();
    await channel.publisher.publish(replyRequested, { ...names, text: '已退款', requestedAt, by: 'user:7' });
    const failures = async () => (await channel.read(replyFailed)).filter(({ data }) => data.replyId === replyId);
    await eventually(async () => expect(await failures()).toMatchObject([{ data: { reason: LEADS_INSIDE } }]), 20_000);
  });

  test('is not asked for what a push points to; the push is kept', async () => {
    const sourceId = await register('fetched', { baseUrl: at() });
    const hook = `${channel.url}/v1/hooks/${sourceId}/${channel.secretOf(sourceId)}`;
    const post = () => fetch(hook, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    await eventually(async () => expect((await post()).status).toBe(422), 20_000);
    const kept = (await channel.read(feedbackRefused)).filter(({ data }) => data.sourceId === sourceId);
    expect(kept[0]!.data.reasons).toMatchObject([{ reason: 'not-fetched', detail: LEADS_INSIDE }]);
  });
});
