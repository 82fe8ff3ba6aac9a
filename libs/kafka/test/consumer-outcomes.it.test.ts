import { PARKED_HEADERS, parkedTopic } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { drop, onEvent, onRaw, park, pass, publication, PublishRefused, type Publisher } from '../src';
import { GROUP, kit, thingEvent } from './kit';

async function started(partitions = 1) {
  const k = kit();
  const event = thingEvent('work', { partitions });
  await k.topics([event], [GROUP]);
  const publisher = await k.publisher();
  return { k, event, publisher };
}

test('messages of one key are handled in order, one after the other, while others go on', async () => {
  const { k, event, publisher } = await started(2);
  const things = Array.from({ length: 300 }, (_, n) => ({ id: `${n}`, key: `k${n % 9}` }));
  await Promise.all(things.map((thing) => publisher.publish(event, thing)));
  const handled: { id: string; key: string }[] = [];
  const busy = new Set<string>();
  let most = 0;
  let overtaken = 0;
  const each = async ({ data }: { data: { id: string; key: string } }) => {
    if (busy.has(data.key)) overtaken++;
    busy.add(data.key);
    most = Math.max(most, busy.size);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
    busy.delete(data.key);
    handled.push(data);
    return pass();
  };
  const consumer = await k.worker(publisher, [onEvent(event, { each, concurrency: 4 })]);
  await eventually(() => expect(handled).toHaveLength(300));
  await consumer.stop();
  for (let key = 0; key < 9; key++) {
    const ids = (list: typeof handled) => list.filter((t) => t.key === `k${key}`).map((t) => t.id);
    expect(ids(handled)).toEqual(ids(things as typeof handled));
  }
  expect(overtaken).toBe(0);
  expect(most).toBeGreaterThan(1);
  await publisher.stop();
});

test('what is parked keeps its key, bytes and headers, and says why; what is dropped is counted', async () => {
  const { k, event, publisher } = await started();
  const broken = Buffer.from('{"id": 1, 银行');
  await publisher.publishRaw({
    topic: event.topic,
    key: 'k',
    value: broken,
    headers: { ce_id: 'x', bin: Buffer.from([255, 0]) },
  });
  await publisher.publish(event, { id: 'park me', key: 'k' });
  await publisher.publish(event, { id: 'drop me', key: 'k' });
  await publisher.publishRaw({ topic: event.topic, key: 'k', value: Buffer.from('{"id":"7"}'), headers: {} });
  const consumer = await k.worker(publisher, [
    onEvent(event, {
      batch: async (messages) =>
        messages.map(({ data }) => (data.id === 'park me' ? park('too-odd') : drop('not-for-us'))),
    }),
  ]);
  const parked = await eventually(async () => {
    const records = await k.all(parkedTopic(GROUP));
    expect(records).toHaveLength(3);
    return records;
  });
  expect(parked[0]).toMatchObject({
    key: Buffer.from('k'),
    value: broken,
    headers: {
      ce_id: 'x',
      [PARKED_HEADERS.topic]: event.topic,
      [PARKED_HEADERS.partition]: '0',
      [PARKED_HEADERS.offset]: '0',
      [PARKED_HEADERS.reason]: 'unreadable',
      [PARKED_HEADERS.error]: 'UnreadableMessage: not JSON',
      [PARKED_HEADERS.service]: GROUP,
      [PARKED_HEADERS.serviceVersion]: expect.stringMatching(/^\d+\.\d+\.\d+/),
    },
  });
  expect(parked.map((r) => r.headers[PARKED_HEADERS.reason])).toEqual(['unreadable', 'too-odd', 'unreadable']);
  expect(parked[2]!.headers[PARKED_HEADERS.error]).toBe('UnreadableMessage: invalid_type at key');
  await eventually(async () => expect(await k.committed(event.topic)).toBe('4'));
  expect(await k.metric(/^hearback_messages_total\{.*outcome="drop",reason="not-for-us"/)).toBe(1);
  expect(await k.metric(/^hearback_messages_total\{.*outcome="park",reason="unreadable"/)).toBe(2);
  // Noted after the broker has the offset.
  await eventually(async () => expect(await k.metric(/^hearback_consumer_lag\{/)).toBe(0));
  await consumer.stop();
  await publisher.stop();
});

test('no offset is committed before the publications of its message are acknowledged', async () => {
  const { k, event, publisher } = await started();
  const out = thingEvent('out');
  await k.topics([out]);
  await publisher.publish(event, { id: '1', key: 'k' });
  let away = true;
  let calls = 0;
  const shaky: Publisher = {
    ...publisher,
    publishAt: async (record) => {
      if (away) throw new PublishRefused('unavailable', 5);
      return publisher.publishAt(record);
    },
  };
  const handler = {
    batch: async (ms: { data: { id: string; key: string } }[]) => (
      calls++,
      ms.map(({ data }) => pass(publication(out, data)))
    ),
  };
  const first = await k.worker(shaky, [onEvent(event, handler)]);
  await eventually(() => expect(calls).toBe(1));
  await eventually(async () =>
    expect(await k.metric(/^hearback_consumer_retries_total\{.*cause="outage"/)).toBeGreaterThan(2),
  );
  expect(await k.committed(event.topic)).toBe('-1');
  await first.stop();
  expect(await k.committed(event.topic)).toBe('-1');

  away = false;
  const second = await k.worker(shaky, [onEvent(event, handler)]);
  await eventually(async () => expect(await k.committed(event.topic)).toBe('1'));
  expect(calls).toBe(2);
  expect(await k.all(out.topic)).toHaveLength(1);
  await second.stop();
  await publisher.stop();
});

test('a restart goes on behind the committed offset, and a stop finishes the batch under way', async () => {
  const { k, event, publisher } = await started();
  const seen: string[] = [];
  let open = false;
  const each = async ({ data }: { data: { id: string } }) => {
    seen.push(data.id);
    while (!open) await new Promise((resolve) => setTimeout(resolve, 20));
    return pass();
  };
  for (let n = 0; n < 10; n++) await publisher.publish(event, { id: `${n}`, key: `k${n}` });
  const first = await k.worker(publisher, [onEvent(event, { each, concurrency: 3 })]);
  await eventually(() => expect(seen.length).toBe(3));
  const stopping = first.stop();
  open = true;
  const before = Date.now();
  await stopping;
  expect(Date.now() - before).toBeLessThan(8_000);
  await publisher.publish(event, { id: '10', key: 'k0' });
  const second = await k.worker(publisher, [onEvent(event, { each })]);
  await eventually(() => expect(seen).toContain('10'));
  await second.stop();
  expect([...seen].sort()).toEqual([...new Set(seen)].sort());
  expect(seen).toHaveLength(11);
  await publisher.stop();
});

test('raw subscriptions get bytes, and one consumer serves several topics', async () => {
  const { k, event, publisher } = await started();
  const other = thingEvent('other');
  await k.topics([other]);
  const raw: (string | null)[] = [];
  const read: string[] = [];
  const consumer = await k.worker(publisher, [
    onRaw(other.topic, { each: async (m) => (raw.push(m.data === null ? null : m.data.toString()), pass()) }),
    onEvent(event, { each: async (m) => (read.push(m.data.id), pass()) }),
  ]);
  await publisher.publishRaw({ topic: other.topic, key: 'k', value: Buffer.from('字节'), headers: {} });
  await publisher.publishRaw({ topic: other.topic, key: 'k', value: null, headers: {} });
  await publisher.publish(event, { id: '1', key: 'k' });
  await eventually(() => expect({ raw, read }).toEqual({ raw: ['字节', null], read: ['1'] }));
  await consumer.stop();
  await publisher.stop();
});
