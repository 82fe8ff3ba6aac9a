import { eventually } from '@hearback/testing';
import { connectKafka, createPublisher, PublishRefused, type PublishLimits } from '../src';
import { kit, thingEvent, type Kit } from './kit';

async function started(limits: Partial<PublishLimits> = {}, partitions = 2) {
  const k = kit();
  const event = thingEvent('published', { partitions });
  await k.topics([event]);
  const publisher = await createPublisher(k.c, { service: 'test', telemetry: k.telemetry, limits });
  return { k, event, publisher };
}

const ids = async (k: Kit, topic: string) =>
  (await k.all(topic)).map((r) => (JSON.parse(String(r.value)) as { id: string }).id);

test('many publishes at once share few requests, and each key keeps its order', async () => {
  const { k, event, publisher } = await started();
  const things = Array.from({ length: 2_000 }, (_, n) => ({ id: `${n}`, key: `k${n % 7}` }));
  await Promise.all(things.map((thing) => publisher.publish(event, thing)));
  const stored = (await k.all(event.topic)).map((r) => JSON.parse(String(r.value)) as { id: string; key: string });
  for (let key = 0; key < 7; key++) {
    const ofKey = (list: { id: string; key: string }[]) => list.filter((t) => t.key === `k${key}`).map((t) => t.id);
    expect(ofKey(stored)).toEqual(ofKey(things));
  }
  const requests = await k.metric(/^hearback_publish_batch_size_count/);
  expect(requests).toBeLessThanOrEqual(8);
  await publisher.stop();
});

test('beyond what may wait, publish is refused at once and takes again afterwards', async () => {
  const { k, event, publisher } = await started({ waitingRecords: 10 });
  const results = await Promise.allSettled(
    Array.from({ length: 30 }, (_, n) => publisher.publish(event, { id: `${n}`, key: 'k' })),
  );
  const refusals = results.flatMap((r) => (r.status === 'rejected' ? [r.reason as PublishRefused] : []));
  expect(refusals).toHaveLength(20);
  expect(refusals[0]).toMatchObject({ name: 'PublishRefused', reason: 'overloaded', retryAfterSeconds: 1 });
  await publisher.publish(event, { id: 'later', key: 'k' });
  expect(await ids(k, event.topic)).toHaveLength(11);
  await publisher.stop();
});

test('an event over 256 KB is refused as too large before it waits', async () => {
  const { event, publisher } = await started();
  const large = { id: '1', key: 'k', text: '长'.repeat(90_000) };
  await expect(publisher.publish(event, large)).rejects.toMatchObject({ reason: 'too-large', retryAfterSeconds: 0 });
  await publisher.stop();
});

test('an event that does not fit its schema is not published', async () => {
  const { event, publisher } = await started();
  await expect(publisher.publish(event, { id: 1 } as never)).rejects.toMatchObject({ name: 'ZodError' });
  await publisher.stop();
});

test('without a topic publish is refused at the deadline; once the topic exists it is taken', async () => {
  const k = kit();
  const event = thingEvent('late');
  const limits = { deadlineMs: 700 };
  const publisher = await createPublisher(k.c, { service: 'test', telemetry: k.telemetry, limits });
  await expect(publisher.publish(event, { id: '1', key: 'k' })).rejects.toMatchObject({ reason: 'unavailable' });
  await k.topics([event]);
  // What was refused at the deadline may be stored all the same, so each attempt has an id of its own.
  let last = 1;
  await eventually(() => publisher.publish(event, { id: `${++last}`, key: 'k' }));
  const stored = await ids(k, event.topic);
  expect([stored.at(-1), stored.includes('1')]).toEqual([`${last}`, false]);
  await publisher.stop();
});

test('stop delivers what waits and refuses what comes later', async () => {
  const { k, event, publisher } = await started();
  const published = Promise.all([1, 2, 3].map((n) => publisher.publish(event, { id: `${n}`, key: 'k' })));
  await publisher.stop();
  await published;
  await expect(publisher.publish(event, { id: '4', key: 'k' })).rejects.toMatchObject({ reason: 'unavailable' });
  expect(await ids(k, event.topic)).toEqual(['1', '2', '3']);
});

test('a raw record keeps key, bytes and headers; one without a key is a tombstone or goes to any partition', async () => {
  const { k, event, publisher } = await started();
  const value = Buffer.from([0, 255, 195, 40]);
  await publisher.publishRaw({ topic: event.topic, key: Buffer.from([1, 200]), value, headers: { a: 'b' } });
  await publisher.publishRaw({ topic: event.topic, key: 'gone', value: null, headers: {} });
  await publisher.publishRaw({ topic: event.topic, key: null, value: Buffer.from('x'), headers: {} });
  const records = await k.all(event.topic);
  expect(records).toHaveLength(3);
  expect(records).toContainEqual(expect.objectContaining({ key: Buffer.from([1, 200]), value, headers: { a: 'b' } }));
  expect(records).toContainEqual(expect.objectContaining({ key: Buffer.from('gone'), value: null }));
  await publisher.stop();
});

test('a publisher without a cluster is not ready, refuses at the deadline, and stops', async () => {
  const { telemetry } = kit();
  const nowhere = connectKafka({ brokers: ['127.0.0.1:1'], clientId: 'x', topicPrefix: '', telemetry });
  const publisher = await createPublisher(nowhere, { service: 'test', telemetry, limits: { deadlineMs: 500 } });
  expect(publisher.notReady()).toBe('has not reached Kafka yet');
  await expect(publisher.publish(thingEvent('x'), { id: '1', key: 'k' })).rejects.toMatchObject({
    reason: 'unavailable',
  });
  await publisher.stop();
});
