import { sourceHeard } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import type { Poller } from '../src/index';
import { json, localVendor, ready, restartableChannel, type LocalVendor, type RestartableChannel } from './kit';

jest.setTimeout(90_000);

/** Lists all calls there ever were, again and again. */
const calls: Poller = {
  name: 'calls',
  baseUrl: 'https://vendor.invalid',
  account: [],
  everySeconds: 1,
  poll: async ({ http }) => {
    const answer = await http.request({ method: 'GET', path: 'calls' });
    const items = (JSON.parse(answer.body.toString()) as string[]).map((externalId) => ({
      value: { externalId, text: `call ${externalId}` },
    }));
    return { kind: 'page', items, cursor: items.length, more: false };
  },
};

const HOUR_MS = 3_600_000;
let channel: RestartableChannel;
let vendor: LocalVendor;
let token: string;
let listed: string[] = [];

beforeAll(async () => {
  vendor = await localVendor((_call, response) => json(response, listed));
  channel = await restartableChannel({ channels: ['web-form'], formats: [], pollers: [calls] });
  token = await channel.registerKey({ scopes: ['post', 'read'] });
  await channel.registerSource({
    sourceId: 'calls',
    channel: 'web-form',
    format: 'calls',
    settings: { reconcile: 'true', baseUrl: vendor.url },
  });
  await channel.registerSource({ sourceId: 'office', channel: 'web-form' });
  await channel.completeSnapshots();
  await ready(channel);
});
afterAll(async () => {
  await channel?.end();
  await vendor?.stop();
});

const authorized = () => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const push = async (sourceId: string, ids: readonly string[]) => {
  const body = JSON.stringify(ids.map((externalId) => ({ externalId, text: `call ${externalId}` })));
  const url = `${channel.url}/v1/feedback?source=${sourceId}`;
  expect((await fetch(url, { method: 'POST', headers: authorized(), body })).status).toBe(202);
};
async function health(sourceId: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${channel.url}/v1/health/sources`, { headers: authorized() });
  const { items } = (await response.json()) as { items: Record<string, unknown>[] };
  return items.find((item) => item.sourceId === sourceId)!;
}

test('what the poll saw and no push brought is counted, until a push brings it', async () => {
  const all = Array.from({ length: 20 }, (_, index) => `c-${index}`);
  await push('calls', all.slice(0, 17));
  listed = all;
  await eventually(async () => expect(await health('calls')).toMatchObject({ gaps: 3, poll: { state: 'ok' } }));
  await push('calls', all.slice(17, 19));
  expect(await health('calls')).toMatchObject({ gaps: 1, health: 'learning', last24Hours: { pushed: 19 } });
  const metrics = await (await fetch(`${channel.url}/metrics`)).text();
  expect(metrics).toMatch(/hearback_source_gaps\{[^}]*source="calls"[^}]*\} 1\b/);
});

test('a restart forgets nothing of it', async () => {
  await channel.restart();
  await ready(channel);
  await eventually(async () => expect(await health('calls')).toMatchObject({ gaps: 1, last24Hours: { pushed: 19 } }));
});

test('a source that has been silent for longer than ever is quiet, with since and expected', async () => {
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  const [before, last] = [24 * 28, 6];
  const records = Array.from({ length: before - last }, (_, index) => {
    const at = new Date(hour - (before - index) * HOUR_MS).toISOString();
    return { sourceId: 'office', hour: at, instance: 'earlier', pushed: 5, polled: 0, lastAt: at };
  });
  await Promise.all(records.map((record) => channel.publisher.publish(sourceHeard, record)));
  await eventually(async () => {
    const office = await health('office');
    expect(office).toMatchObject({ health: 'quiet', since: records.at(-1)!.hour, observed: 0 });
    // Quiet it is already when a part of its past is read.
    expect(office.expected).toBeGreaterThan(25);
  });
  const metrics = await (await fetch(`${channel.url}/metrics`)).text();
  expect(metrics).toMatch(/hearback_source_quiet\{[^}]*source="office"[^}]*\} 1\b/);
});

test('what was pushed before the edge and is polled again behind it is no gap', async () => {
  const hour = (ago: number) => new Date((Math.floor(Date.now() / HOUR_MS) - ago) * HOUR_MS).toISOString();
  const old = (ago: number, ids: object) => {
    return { sourceId: 'calls', instance: 'earlier', hour: hour(ago), lastAt: hour(ago), pushed: 2, polled: 2, ...ids };
  };
  const ids = ['0000000000000001', '0000000000000002'];
  await channel.publisher.publish(sourceHeard, old(71, { polledIds: [...ids, '0000000000000003'] }));
  await channel.publisher.publish(sourceHeard, old(73, { pushedIds: ids }));
  await eventually(async () => expect(await health('calls')).toMatchObject({ gaps: 2 }));
});

test('only who may read is told', async () => {
  const ask = async (authorization: string) =>
    (await fetch(`${channel.url}/v1/health/sources`, { headers: { authorization } })).status;
  const poster = await channel.registerKey({ scopes: ['post'] });
  await eventually(async () => expect(await ask(`Bearer ${poster}`)).toBe(403));
  expect(await ask('Bearer nonsense')).toBe(401);
});
