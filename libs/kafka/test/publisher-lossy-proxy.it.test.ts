import { testPrefix, testServers } from '@hearback/testing';
import { createPublisher } from '../src';
import { kit, thingEvent } from './kit';
import { LossyProxy } from './lossy-proxy';

const LOSING_MS = 20_000;
const PUBLISHERS = 16;

test('connections cut for 20 s under load lose nothing that was acknowledged', async () => {
  const event = thingEvent('lossy', { partitions: 6 });
  const prefix = testPrefix();
  const direct = kit({ prefix });
  await direct.topics([event]);
  const proxy = await LossyProxy.before(testServers().kafkaBrokers[0]!);
  const { c, telemetry } = kit({ prefix, socketFactory: proxy.socketFactory });
  const publisher = await createPublisher(c, { service: 'test', telemetry });
  const acknowledged = new Set<string>();
  let refused = 0;
  proxy.lose(700);
  const until = Date.now() + LOSING_MS;
  const work = async (_: unknown, worker: number) => {
    for (let n = 0; Date.now() < until; n++) {
      const id = `${worker}-${n}`;
      await publisher.publish(event, { id, key: `k${n % 50}`, text: '转账失败，钱没了' }).then(
        () => acknowledged.add(id),
        () => refused++,
      );
    }
  };
  await Promise.all(Array.from({ length: PUBLISHERS }, work));
  proxy.stopLosing();
  await publisher.stop();
  await proxy.close();

  const stored = (await direct.all(event.topic)).map(
    (record) => (JSON.parse(String(record.value)) as { id: string }).id,
  );
  const distinct = new Set(stored);
  const lost = [...acknowledged].filter((id) => !distinct.has(id));
  console.log({
    acknowledged: acknowledged.size,
    refused,
    cuts: proxy.cuts,
    doubled: stored.length - distinct.size,
    lost: lost.length,
  });
  expect(lost).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(500);
  expect(proxy.cuts).toBeGreaterThan(20);
});

test('a connection that falls silent is given up for a new one', async () => {
  const event = thingEvent('silent');
  const prefix = testPrefix();
  await kit({ prefix }).topics([event]);
  const proxy = await LossyProxy.before(testServers().kafkaBrokers[0]!);
  const { c, telemetry } = kit({ prefix, socketFactory: proxy.socketFactory });
  const publisher = await createPublisher(c, { service: 'test', telemetry, limits: { requestTimeoutMs: 1_000 } });
  await publisher.publish(event, { id: '1', key: 'k' });
  proxy.freeze();
  await publisher.publish(event, { id: '2', key: 'k' });
  await publisher.stop();
  await proxy.close();
});
