import { eventually } from '@hearback/testing';
import { createTopics, followTable, readToEnd } from '../src';
import { withAdmin } from '../src/with-admin';
import { kit, thingEvent } from './kit';

test('a table is whole once it has what was there at the start, follows on, and leaves no group behind', async () => {
  const k = kit();
  const event = thingEvent('table', { compacted: true, partitions: 2 });
  await k.topics([event]);
  const publisher = await k.publisher();
  for (const key of ['a', 'b', 'c']) await publisher.publish(event, { id: '1', key, text: '旧' });
  await publisher.publish(event, { id: '2', key: 'a', text: '新' });
  await publisher.publishRaw({ topic: event.topic, key: 'b', value: null, headers: {} });
  await publisher.publishRaw({ topic: event.topic, key: 'c', value: Buffer.from('not json'), headers: {} });
  const rows = new Map<string, string | null>();
  const table = await followTable(k.c, event, {
    telemetry: k.telemetry,
    onRecord: (key, data) => rows.set(key, data?.text ?? null),
  });
  expect(table.notReady()).toBe('is still reading its topic');
  await eventually(() => expect(table.caughtUp).toBe(true));
  expect(Object.fromEntries(rows)).toEqual({ a: '新', b: null, c: '旧' });
  await publisher.publish(event, { id: '3', key: 'd', text: '后来' });
  await eventually(() => expect(rows.get('d')).toBe('后来'));
  await table.stop();
  const groups = await withAdmin(k.c, (admin) => admin.listGroups());
  expect(groups.groups.filter(({ groupId }) => groupId.startsWith(k.c.group('hearback-')))).toEqual([]);
  await publisher.stop();
});

test('an empty table is whole at once; one whose topic comes later is whole later', async () => {
  const k = kit();
  const [empty, late] = [thingEvent('empty', { compacted: true }), thingEvent('late', { compacted: true })];
  await k.topics([empty]);
  const options = { telemetry: k.telemetry, onRecord: () => undefined };
  const tables = await Promise.all([followTable(k.c, empty, options), followTable(k.c, late, options)]);
  await eventually(() => expect(tables[0].caughtUp).toBe(true));
  expect(tables[1].caughtUp).toBe(false);
  await k.topics([late]);
  await eventually(() => expect(tables[1].caughtUp).toBe(true));
  await Promise.all(tables.map((table) => table.stop()));
});

test('topics are created once, grow in partitions and follow their settings, several at once', async () => {
  const k = kit();
  const spec = (partitions: number, retentionMs: number) => {
    const { topic, settings } = thingEvent('made', { partitions, retentionMs });
    return { topic, settings };
  };
  await Promise.all([1, 2, 3].map(() => createTopics(k.c, [spec(2, 60_000)])));
  await createTopics(k.c, [spec(4, 120_000)]);
  await createTopics(k.c, [spec(1, 120_000)]);
  const topic = k.c.topic(spec(1, 1).topic);
  // A broker hears of it after the controller, which has answered.
  await eventually(() =>
    withAdmin(k.c, async (admin) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: 2, name: topic }],
      });
      const entry = resources[0]!.configEntries.find(({ configName }) => configName === 'retention.ms');
      const found = { partitions: topics[0]!.partitions.length, retention: entry?.configValue };
      expect(found).toEqual({ partitions: 4, retention: '120000' });
    }),
  );
});

test('a reader that takes its time is waited for, record by record, and what it throws ends the reading', async () => {
  const k = kit();
  const event = thingEvent('slow', { partitions: 2 });
  await k.topics([event]);
  const publisher = await k.publisher();
  const ids = Array.from({ length: 20 }, (_, n) => String(n));
  await Promise.all(ids.map((id) => publisher.publish(event, { id, key: id })));
  let atOnce = 0;
  const read: string[] = [];
  const slowly = async (id: string, ms: number) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, ms));
    read.push(id);
    atOnce -= 1;
  };
  // The first one takes longer than the reader's session lasts.
  const reading = readToEnd(k.c, event.topic, (r) => slowly(r.headers['ce_id']!, read.length === 0 ? 12_000 : 5));
  expect(await reading).toBe(20);
  expect(read.sort()).toEqual(ids.sort());
  let seen = 0;
  const failing = readToEnd(k.c, event.topic, async () => {
    seen += 1;
    throw new Error('enough');
  });
  await expect(failing).rejects.toThrow('enough');
  expect(seen).toBe(1);
  await publisher.stop();
});

test('a record may keep the time of the one that it replaces, so that it is kept no longer', async () => {
  const k = kit();
  const event = thingEvent('again');
  await k.topics([event]);
  const publisher = await k.publisher();
  const timestamp = new Date(Date.now() - 20 * 86_400_000);
  await publisher.publishRaw({ topic: event.topic, key: 'a', value: Buffer.from('{}'), headers: {}, timestamp });
  expect((await k.all(event.topic)).map((record) => record.timestamp)).toEqual([timestamp]);
  await publisher.stop();
});
