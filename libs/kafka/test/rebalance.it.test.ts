import { eventually } from '@hearback/testing';
import { onEvent, pass, type Message } from '../src';
import { kit, thingEvent, type Thing } from './kit';

test('while members come and go, every message is handled and nothing stays behind', async () => {
  const k = kit();
  const event = thingEvent('work', { partitions: 4 });
  await k.topics([event], ['worker']);
  const publisher = await k.publisher();
  const handled = new Set<string>();
  let deliveries = 0;
  const each = async ({ data }: Message<Thing>) => {
    deliveries++;
    await new Promise((resolve) => setTimeout(resolve, 10));
    handled.add(data.id);
    return pass();
  };
  const join = () => k.worker(publisher, [onEvent(event, { each, concurrency: 2 })]);
  const publish = (from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, n) => publisher.publish(event, { id: `${from + n}`, key: `k${n % 40}` })),
    );
  await publish(0, 800);
  const first = await join();
  await eventually(() => expect(handled.size).toBeGreaterThan(50));
  const second = await join();
  await eventually(() => expect(handled.size).toBeGreaterThan(400), 40_000);
  await publish(800, 1_200);
  await first.stop();
  await eventually(() => expect(handled.size).toBe(1_200), 40_000);
  console.log({ handled: handled.size, deliveries });
  await eventually(async () => expect(await k.metric(/^hearback_consumer_lag\{/)).toBe(0));
  await second.stop();
  await publisher.stop();
});
