import { eventually, testPrefix, testServers } from '@hearback/testing';
import { followTable, onEvent, pass, publication } from '../src';
import { GROUP, kit, thingEvent } from './kit';
import { LossyProxy } from './lossy-proxy';

test('publisher, consumer and table outlive a cluster that is away, and lose nothing', async () => {
  const prefix = testPrefix();
  const direct = kit({ prefix });
  const [event, out] = [thingEvent('in', { partitions: 2 }), thingEvent('out')];
  const table = thingEvent('table', { compacted: true });
  await direct.topics([event, out, table], [GROUP]);
  const proxy = await LossyProxy.before(testServers().kafkaBrokers[0]!);
  const k = kit({ prefix, socketFactory: proxy.socketFactory });
  const publisher = await k.publisher();
  const consumer = await k.worker(publisher, [
    onEvent(event, { batch: async (ms) => ms.map(({ data }) => pass(publication(out, data))) }),
  ]);
  const rows = new Map<string, string | null>();
  const followed = await followTable(k.c, table, {
    telemetry: k.telemetry,
    onRecord: (key, data) => rows.set(key, data?.text ?? null),
  });
  const source = await direct.publisher();
  await source.publish(event, { id: '1', key: 'a' });
  await source.publish(table, { id: '1', key: 'a', text: '一' });
  const distinct = async () =>
    [...new Set((await direct.all(out.topic)).map((r) => (JSON.parse(String(r.value)) as { id: string }).id))].sort();
  await eventually(async () => expect(await distinct()).toEqual(['1']));
  await eventually(() => expect(rows.get('a')).toBe('一'));

  await proxy.down();
  await source.publish(event, { id: '2', key: 'a' });
  await source.publish(table, { id: '2', key: 'b', text: '二' });
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  expect(await distinct()).toEqual(['1']);
  await proxy.up();

  await source.publish(event, { id: '3', key: 'b' });
  await eventually(async () => expect(await distinct()).toEqual(['1', '2', '3']), 40_000);
  await eventually(
    () =>
      expect([...rows]).toEqual([
        ['a', '一'],
        ['b', '二'],
      ]),
    40_000,
  );
  expect(consumer.notReady()).toBeNull();
  await Promise.all([followed.stop(), consumer.stop(), publisher.stop(), source.stop()]);
  await proxy.close();
});
