import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deterministicId, feedbackReceived, replyObserved } from '@hearback/contracts';
import { feedbackSender, serviceClient, type FeedbackItem, type FeedbackSender } from '../src/index';
import { killableChannel, type KillableChannel } from './killable-channel';

// The client against a channel service that runs as a process of its own, on the real broker.
jest.setTimeout(120_000);

let channel: KillableChannel;
let apiKey: string;
const senders: FeedbackSender[] = [];

beforeAll(async () => {
  channel = await killableChannel();
  apiKey = await channel.registerKey({ scopes: ['post', 'read'] });
  for (const sourceId of ['calls', 'killed', 'many'])
    await channel.registerSource({ sourceId, channel: 'hotline', isDefault: sourceId === 'calls' });
  await channel.registerSource({ sourceId: 'slow', channel: 'hotline', rate: { itemsPerSecond: 40, burst: 40 } });
});
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.close()));
  await channel?.stop();
});

function senderOf(source: string, batch = {}): FeedbackSender {
  const sender = feedbackSender({ url: channel.url, apiKey, source, batch });
  senders.push(sender);
  return sender;
}
const receivedOf = async (sourceId: string) =>
  (await channel.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);

test('what is sent before the service is ready arrives once it is', async () => {
  const sent = senderOf('calls').send({ text: '轉帳未到賬', externalId: 'call-1' });
  await channel.completeSnapshots();
  expect(await sent).toEqual({ feedbackId: deterministicId('calls', 'call-1'), repeatable: true });
});

test('items without an id of their own are repeatable, because the client gives a key', async () => {
  const sender = senderOf('calls');
  const answers = await Promise.all([sender.send({ text: '謝謝' }), sender.send({ text: '謝謝' })]);
  expect(answers.map(({ repeatable }) => repeatable)).toEqual([true, true]);
  expect(new Set(answers.map(({ feedbackId }) => feedbackId)).size).toBe(2);
});

test('the same batch under the same key gets the same ids', async () => {
  const batch = {
    items: [{ text: 'The queue was long.' }, { text: '排队太久' }],
    idempotencyKey: 'branch-7 2026-02-01',
  };
  const [first, again] = [await senderOf('calls').post(batch), await senderOf('calls').post(batch)];
  expect(first).toEqual([0, 1].map(() => ({ accepted: { feedbackId: expect.any(String), repeatable: true } })));
  expect(again).toEqual(first);
});

test('an item that the service refuses harms no other in its batch', async () => {
  const sender = senderOf('calls');
  const odd = { text: 'Card blocked', colour: 'red' } as FeedbackItem;
  const settled = await Promise.allSettled([
    sender.send({ text: '卡被锁' }),
    sender.send(odd),
    sender.send({ text: 'ok' }),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(settled[1]).toMatchObject({ reason: { name: 'ItemRefused', detail: expect.stringContaining('colour') } });
});

test('more than the service takes at once is cut until it fits', async () => {
  const items = Array.from({ length: 2_500 }, (_, i) => ({ text: `第 ${i} 通電話` }));
  const outcomes = await senderOf('many').post({ items, idempotencyKey: 'all of today' });
  expect(outcomes.filter((outcome) => 'accepted' in outcome)).toHaveLength(2_500);
  const received = await receivedOf('many');
  expect(new Set(received.map(({ feedbackId }) => feedbackId)).size).toBe(2_500);
});

test('a source that sends faster than it may is slowed down, and loses nothing', async () => {
  const sender = senderOf('slow', { items: 20, atOnce: 2 });
  const items = Array.from({ length: 120 }, (_, i) => ({ text: `slow ${i}`, externalId: `${i}` }));
  const answers = await Promise.all(items.map((item) => sender.send(item)));
  expect(answers.map(({ feedbackId }) => feedbackId)).toEqual(
    items.map(({ externalId }) => deterministicId('slow', externalId)),
  );
});

test('a service killed again and again while it is sent to has every item exactly once', async () => {
  const sender = senderOf('killed', { items: 20 });
  const items = Array.from({ length: 2_000 }, (_, i) => ({
    text: `第 ${i} 号来电 call ${i}`,
    ...(i % 2 ? { externalId: `call-${i}` } : {}),
  }));
  const deaths = [300, 1_100];
  let answered = 0;
  const answers = await Promise.all(
    items.map(async (item) => {
      const answer = await sender.send(item);
      if (++answered === deaths[0]) {
        deaths.shift();
        await channel.kill();
        channel.revive();
      }
      return answer.feedbackId;
    }),
  );
  expect(deaths).toEqual([]);
  const idsOf = new Map<string, Set<string>>();
  for (const { text, feedbackId } of await receivedOf('killed'))
    idsOf.set(text, (idsOf.get(text) ?? new Set()).add(feedbackId));
  expect(idsOf.size).toBe(items.length);
  expect(items.map(({ text }) => [...idsOf.get(text!)!])).toEqual(answers.map((id) => [id]));
});

test('the typed client reads the health of sources and tells of replies', async () => {
  await channel.ready();
  const client = serviceClient('channel-hotline', { url: channel.url, apiKey });
  const { data } = await client.GET('/v1/health/sources');
  expect(data?.items.map(({ sourceId }) => sourceId).sort()).toEqual(['calls', 'killed', 'many', 'slow']);
  const reply = {
    externalId: 'call-1',
    text: '已退回您的賬戶',
    repliedAt: new Date().toISOString(),
    by: { id: 'agent-7' },
  };
  const told = await client.POST('/v1/replies', { params: { query: { source: 'calls' } }, body: reply });
  expect(told.data?.accepted).toMatchObject([{ feedbackId: deterministicId('calls', 'call-1') }]);
  expect(await channel.read(replyObserved)).toHaveLength(1);
});

test('the service serves the document from which the client was generated', async () => {
  const served: unknown = await (await fetch(`${channel.url}/openapi.json`)).json();
  const file = readFileSync(join(__dirname, '../../../docs/openapi/channel-hotline.json'), 'utf8');
  expect(served).toEqual(JSON.parse(file));
});
