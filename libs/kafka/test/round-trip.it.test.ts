import { eventually } from '@hearback/testing';
import { consume, createPublisher, onEvent, pass, publication, type Message } from '../src';
import { kit, thingEvent, type Thing } from './kit';

test('what is published is consumed, passed on with its trace, and committed', async () => {
  const k = kit();
  const [source, target] = [thingEvent('source'), thingEvent('target')];
  await k.topics([source, target], ['relay']);
  const publisher = await createPublisher(k.c, { service: 'relay', telemetry: k.telemetry });
  const seen: Message<Thing>[] = [];
  const consumer = await consume(k.c, {
    group: 'relay',
    telemetry: k.telemetry,
    publisher,
    onDead: (error) => {
      throw error;
    },
    subscriptions: [
      onEvent(source, {
        batch: async (messages) => {
          seen.push(...messages);
          return messages.map(({ data }) => pass(publication(target, { ...data, text: `${data.text}!` })));
        },
      }),
    ],
  });
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await publisher.publish(source, { id: '1', key: 'k', text: '银行卡被吞了' }, { traceparent });
  await eventually(async () =>
    expect((await k.all(target.topic)).map((r) => JSON.parse(String(r.value)))).toEqual([
      { id: '1', key: 'k', text: '银行卡被吞了!' },
    ]),
  );
  expect(seen[0]).toMatchObject({ key: 'k', ceId: '1', topic: source.topic, position: '0:0' });
  const [record] = await k.all(target.topic);
  expect(record!.headers).toMatchObject({
    ce_id: '1',
    ce_type: target.topic,
    ce_source: '/hearback/relay',
    ce_specversion: '1.0',
    traceparent: expect.stringContaining('0af7651916cd43dd8448eb211c80319c'),
  });
  await consumer.stop();
  await publisher.stop();
});
