import { randomBytes, randomUUID } from 'node:crypto';
import { seal } from '@hearback/access';
import {
  replyAttempted,
  replyDelivered,
  replyFailed,
  replyRequested,
  type ReplyRequested,
  type Source,
} from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { Webhook } from 'standardwebhooks';
import type { Sender } from '../src/index';
import { json, localVendor, ready, restartableChannel, type LocalVendor, type RestartableChannel } from './kit';

jest.setTimeout(90_000);

/** A vendor that knows no repetitions. */
const store: Sender = {
  name: 'appgallery-reviews',
  baseUrl: 'https://store.invalid',
  idempotent: false,
  send: async ({ externalId, text }, { http }) => {
    const answer = await http.request({ method: 'POST', path: `reviews/${externalId}`, body: text });
    if (answer.status === 200) return { kind: 'delivered', externalReplyId: answer.body.toString() };
    return { kind: 'failed', reason: `the store answered ${answer.status}` };
  },
};

const REPLY_SECRET = `whsec_${randomBytes(24).toString('base64')}`;

let channel: RestartableChannel;
const vendors: LocalVendor[] = [];

beforeAll(async () => {
  channel = await restartableChannel({ channels: ['web-form'], formats: [], senders: [store] });
  await channel.completeSnapshots();
  await ready(channel);
});
afterAll(async () => {
  await channel?.end();
  for (const vendor of vendors) await vendor.stop();
});

async function vendorOf(answer: LocalVendor['answer']): Promise<LocalVendor> {
  const vendor = await localVendor(answer);
  vendors.push(vendor);
  return vendor;
}
const register = (sourceId: string, source: Partial<Source>) =>
  channel.registerSource({ sourceId, channel: 'web-form', changedAt: new Date().toISOString(), ...source });
const withReplyUrl = (sourceId: string, replyUrl: string) =>
  register(sourceId, {
    settings: { replyUrl },
    credentialsEncrypted: seal(channel.keys.secrets, JSON.stringify({ replySecret: REPLY_SECRET })),
  });

async function request(sourceId: string, over: Partial<ReplyRequested> = {}): Promise<ReplyRequested> {
  const [replyId, caseId, feedbackId] = [randomUUID(), randomUUID(), randomUUID()];
  const requestedAt = new Date().toISOString();
  const names = { replyId, caseId, feedbackId, sourceId, channel: 'web-form' as const, externalId: '77' };
  const asked = { ...names, text: '您好，已为您退款。', requestedAt, by: 'user:7', ...over };
  await channel.publisher.publish(replyRequested, asked);
  return asked;
}
const deliveredOf = async (replyId: string) =>
  (await channel.read(replyDelivered)).map(({ data }) => data).filter((data) => data.replyId === replyId);
const failedOf = async (replyId: string) =>
  (await channel.read(replyFailed)).map(({ data }) => data).filter((data) => data.replyId === replyId);

async function knownSources(): Promise<Set<string>> {
  const headers = { authorization: `Bearer ${await channel.registerKey({ scopes: ['read'] })}` };
  const answer = await fetch(`${channel.url}/v1/health/sources`, { headers });
  const { items } = (await answer.json()) as { items: { sourceId: string }[] };
  return new Set(items.map(({ sourceId }) => sourceId));
}

test('a reply is posted to the address of its source, signed, and delivered once', async () => {
  const vendor = await vendorOf((_call, response) => json(response, {}));
  await withReplyUrl('own', `${vendor.url}/answers?branch=7`);
  const contactsEncrypted = seal(channel.keys.contacts, JSON.stringify({ email: 'wang@example.com' }));
  const asked = await request('own', { contactsEncrypted });
  await eventually(async () => expect(await deliveredOf(asked.replyId)).toHaveLength(1));
  const { replyId, caseId, feedbackId, sourceId, externalId, text } = asked;
  expect(await deliveredOf(replyId)).toEqual([
    { replyId, caseId, feedbackId, sourceId, attempts: 1, deliveredAt: expect.any(String) },
  ]);
  const [call] = vendor.calls;
  expect([vendor.calls.length, call!.method, call!.url]).toEqual([1, 'POST', '/answers?branch=7']);
  expect(JSON.parse(call!.body)).toMatchObject({
    type: 'hearback.reply',
    data: { replyId, caseId, feedbackId, externalId, text, contact: { email: 'wang@example.com' } },
  });
  const headers = call!.headers as Record<string, string>;
  expect(headers['webhook-id']).toBe(replyId);
  // The receiver's own library believes it, and not once a word is changed.
  const receiver = new Webhook(REPLY_SECRET);
  expect(receiver.verify(call!.body, headers)).toMatchObject({ data: { replyId, text } });
  expect(() => receiver.verify(call!.body.replace('您好', '你好'), headers)).toThrow('signature');
  // Noted after it was told.
  await eventually(async () => expect((await channel.read(replyAttempted)).at(-1)!.data.request).toBeUndefined());
});

test('the same request again, also after a restart, sends nothing', async () => {
  const vendor = await vendorOf((_call, response) => json(response, {}));
  await withReplyUrl('again', vendor.url);
  const asked = await request('again');
  await eventually(async () => expect(await deliveredOf(asked.replyId)).toHaveLength(1));
  await channel.publisher.publish(replyRequested, asked);
  await channel.restart();
  await channel.publisher.publish(replyRequested, asked);
  const later = await request('again');
  await eventually(async () => expect(await deliveredOf(later.replyId)).toHaveLength(1), 30_000);
  expect(await deliveredOf(asked.replyId)).toHaveLength(1);
  expect(vendor.calls).toHaveLength(2);
});

test('a receiver out of order is tried again, and one that refuses is said', async () => {
  const vendor = await vendorOf((_call, response) => json(response, {}, vendor.calls.length < 3 ? 503 : 200));
  await withReplyUrl('tired', vendor.url);
  const asked = await request('tired');
  await eventually(async () => expect(await deliveredOf(asked.replyId)).toMatchObject([{ attempts: 3 }]), 30_000);
  const gone = await vendorOf((_call, response) => json(response, {}, 410));
  await withReplyUrl('gone', gone.url);
  const refused = await request('gone');
  await eventually(async () =>
    expect(await failedOf(refused.replyId)).toMatchObject([{ reason: 'the receiver answered 410', attempts: 1 }]),
  );
});

test('a reply that waits for its receiver goes out after a restart', async () => {
  let open = false;
  const vendor = await vendorOf((_call, response) => (open ? json(response, {}) : response.destroy()));
  await withReplyUrl('restarted', vendor.url);
  const asked = await request('restarted');
  await eventually(() => expect(vendor.calls.length).toBeGreaterThan(0));
  await channel.restart();
  open = true;
  await eventually(async () => expect(await deliveredOf(asked.replyId)).toHaveLength(1), 30_000);
});

test('where the vendor knows no repetitions, a call without an outcome is never made again, and becomes unknown', async () => {
  const vendor = await vendorOf(({ url }, response) =>
    url === '/reviews/lost' ? response.destroy() : response.writeHead(200).end('r-1'),
  );
  await register('store', { format: 'appgallery-reviews', settings: { baseUrl: vendor.url } });
  const taken = await request('store', { externalId: 'taken' });
  await eventually(async () => expect(await deliveredOf(taken.replyId)).toMatchObject([{ externalReplyId: 'r-1' }]));
  const lost = await request('store', { externalId: 'lost' });
  await eventually(() => expect(vendor.calls.some(({ url }) => url === '/reviews/lost')).toBe(true));
  // Written before the service is back, as it would stand five minutes later: it waits for them once it has seen it fresh.
  await channel.restart(async () => {
    const at = new Date(Date.now() - 300_000).toISOString();
    const sending = (await channel.read(replyAttempted)).findLast(({ key }) => key === lost.replyId)!.data;
    expect(sending).toMatchObject({ state: 'sending', claim: { replica: expect.any(String), generation: 1 } });
    await channel.publisher.publish(replyAttempted, { ...sending, at });
  });
  await eventually(
    async () => expect(await failedOf(lost.replyId)).toMatchObject([{ reason: 'unknown', attempts: 1 }]),
    30_000,
  );
  expect(vendor.calls.filter(({ url }) => url === '/reviews/lost')).toHaveLength(1);
});

test('what a person is to say on the phone is left to people', async () => {
  const vendor = await vendorOf((_call, response) => json(response, {}));
  await withReplyUrl('phone', vendor.url);
  const call = await request('phone', { callBack: true });
  const later = await request('phone');
  await eventually(async () => expect(await deliveredOf(later.replyId)).toHaveLength(1));
  expect([vendor.calls.length, await failedOf(call.replyId)]).toEqual([1, []]);
});

test('a reply that comes before its source is known, or how it answers, waits for it', async () => {
  const vendor = await vendorOf((_call, response) => json(response, {}));
  await register('silent-yet', {});
  await eventually(async () => expect((await knownSources()).has('silent-yet')).toBe(true));
  // Dated ahead, so that it waits for longer than a busy machine takes.
  const requestedAt = new Date(Date.now() + 60_000).toISOString();
  const asked = [await request('silent-yet', { requestedAt }), await request('unknown-yet', { requestedAt })];
  await eventually(async () => {
    const queued = (await channel.read(replyAttempted)).map(({ key }) => key);
    expect(queued).toEqual(expect.arrayContaining(asked.map(({ replyId }) => replyId)));
  });
  await withReplyUrl('silent-yet', vendor.url);
  await withReplyUrl('unknown-yet', vendor.url);
  for (const { replyId } of asked)
    await eventually(async () => expect(await deliveredOf(replyId)).toMatchObject([{ attempts: 1 }]), 30_000);
});

test('a source that cannot carry replies fails, and other channels are left alone', async () => {
  await register('mute', {});
  const mute = await request('mute');
  const other = await request('mute', { channel: 'hotline' });
  await eventually(
    async () =>
      expect(await failedOf(mute.replyId)).toMatchObject([{ reason: 'the source cannot carry a reply', attempts: 0 }]),
    30_000,
  );
  expect(await failedOf(other.replyId)).toEqual([]);
});
