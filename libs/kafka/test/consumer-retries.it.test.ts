import { PARKED_HEADERS, parkedTopic } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { onEvent, pass, replayParked, type Message } from '../src';
import { GROUP, kit, thingEvent, type Thing } from './kit';

async function started() {
  const k = kit();
  const event = thingEvent('work');
  await k.topics([event], [GROUP]);
  const publisher = await k.publisher();
  return { k, event, publisher };
}

class StoreDown extends Error {}
const isOutage = (error: unknown) => error instanceof StoreDown;

test('an outage of 15 s keeps the session of 10 s: nothing is parked, nothing rebalances, everything follows', async () => {
  const { k, event, publisher } = await started();
  const handled: string[] = [];
  let downUntil = 0;
  const batch = async (messages: Message<Thing>[]) => {
    downUntil ||= Date.now() + 15_000;
    if (Date.now() < downUntil) throw new StoreDown();
    handled.push(...messages.map((m) => m.data.id));
    return messages.map(() => pass());
  };
  for (let n = 0; n < 3; n++) await publisher.publish(event, { id: `${n}`, key: 'k' });
  const consumer = await k.worker(publisher, [onEvent(event, { batch })], {
    isOutage,
    settings: { outageCapMs: 2_000 },
  });
  await eventually(() => expect(downUntil).toBeGreaterThan(0));
  const generation = await k.members();
  await eventually(() => expect(handled).toEqual(['0', '1', '2']), 30_000);
  expect(await k.members()).toEqual(generation);
  await eventually(async () => expect(await k.committed(event.topic)).toBe('3'));
  expect(await k.all(parkedTopic(GROUP))).toEqual([]);
  await consumer.stop();
  await publisher.stop();
});

test('a slow handler keeps its session', async () => {
  const { k, event, publisher } = await started();
  let calls = 0;
  const each = async () => {
    calls++;
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    return pass();
  };
  await publisher.publish(event, { id: '1', key: 'k' });
  const settings = { sessionTimeoutMs: 6_000, heartbeatMs: 1_500 };
  const consumer = await k.worker(publisher, [onEvent(event, { each })], { settings });
  await eventually(async () => expect(await k.committed(event.topic)).toBe('1'), 30_000);
  expect(calls).toBe(1);
  await consumer.stop();
  await publisher.stop();
});

describe.each(['each', 'batch'] as const)('with a handler of kind %s', (kind) => {
  test('a poison message is parked after five throws, its key waits behind it, other keys flow; replay brings all back in order', async () => {
    const { k, event, publisher } = await started();
    const throws = new Map<string, number>();
    const handled: string[] = [];
    let mended = false;
    const handle = (m: Message<Thing>) => {
      if (m.data.text === 'poison' && !mended) {
        throws.set(m.data.id, (throws.get(m.data.id) ?? 0) + 1);
        throw new TypeError(`cannot read ${m.data.text}`);
      }
      handled.push(m.data.id);
      return pass();
    };
    const handler =
      kind === 'each'
        ? { each: async (m: Message<Thing>) => handle(m) }
        : { batch: async (ms: Message<Thing>[]) => ms.map(handle) };
    await publisher.publish(event, { id: 'a0', key: 'a' });
    await publisher.publish(event, { id: 'a1', key: 'a', text: 'poison' });
    await publisher.publish(event, { id: 'b0', key: 'b' });
    await publisher.publish(event, { id: 'a2', key: 'a' });
    await publisher.publish(event, { id: 'b1', key: 'b' });
    let consumer = await k.worker(publisher, [onEvent(event, handler)]);
    await eventually(async () => expect(await k.committed(event.topic)).toBe('5'));
    const reasons = async () => (await k.all(parkedTopic(GROUP))).map((r) => r.headers[PARKED_HEADERS.reason]);
    expect(await reasons()).toEqual(['failing', 'behind-parked']);
    expect([...new Set(handled)].sort()).toEqual(['a0', 'b0', 'b1']);
    expect(throws.get('a1')).toBe(kind === 'each' ? 5 : 6);
    expect((await k.all(parkedTopic(GROUP)))[0]!.headers[PARKED_HEADERS.error]).toMatch(
      /^TypeError at handle \(.*consumer-retries/,
    );

    // The block survives a restart.
    await consumer.stop();
    consumer = await k.worker(publisher, [onEvent(event, handler)]);
    await publisher.publish(event, { id: 'a3', key: 'a' });
    await eventually(async () => expect(await reasons()).toEqual(['failing', 'behind-parked', 'behind-parked']));
    expect(await k.metric(/^hearback_consumer_blocked_keys/)).toBe(1);

    // Replayed too early it fails again, and the others stay behind it.
    handled.length = 0;
    expect(await replayParked(k.c, { group: GROUP, publisher })).toEqual({ replayed: 3, left: 3 });
    expect(handled).toEqual([]);

    mended = true;
    expect(await replayParked(k.c, { group: GROUP, publisher, key: 'a' })).toEqual({ replayed: 3, left: 0 });
    expect(handled).toEqual(['a1', 'a2', 'a3']);
    await publisher.publish(event, { id: 'a4', key: 'a' });
    await eventually(() => expect(handled).toEqual(['a1', 'a2', 'a3', 'a4']));
    expect(await k.metric(/^hearback_consumer_blocked_keys/)).toBe(0);
    expect(await replayParked(k.c, { group: GROUP, publisher })).toEqual({ replayed: 0, left: 0 });
    await consumer.stop();
    await publisher.stop();
  });
});

test('when nearly everything would park, the consumer stops with an alarm and commits nothing of it', async () => {
  const { k, event, publisher } = await started();
  await publisher.publish(event, { id: 'good', key: 'g' });
  const bad = Array.from({ length: 120 }, (_, n) => n);
  await Promise.all(
    bad.map((n) =>
      publisher.publishRaw({ topic: event.topic, key: `k${n}`, value: Buffer.from('not json'), headers: {} }),
    ),
  );
  const consumer = await k.worker(publisher, [onEvent(event, { batch: async (ms) => ms.map(() => pass()) })], {
    maxBatch: 1,
  });
  await eventually(() => expect(consumer.alarm()).toBe('51 messages in a row would be parked'));
  expect(consumer.notReady()).toBe('stopped: 51 messages in a row would be parked');
  await eventually(async () => expect(await k.metric(/^hearback_consumer_stopped/)).toBe(1));
  await consumer.stop();
  const parked = (await k.all(parkedTopic(GROUP))).length;
  expect({ parked, committed: await k.committed(event.topic) }).toEqual({ parked: 50, committed: '51' });
  await publisher.stop();
});
