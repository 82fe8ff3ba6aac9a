import { eventually } from '@hearback/testing';
import { shareTable, type SharedTable } from '../src';
import { kit, thingEvent, type Kit, type Thing } from './kit';

const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
});

/** A thing belongs to who wrote it first. */
const first = (next: Thing, before: Thing) => next.text === before.text;

async function tableOf(k: Kit, group: string, event: ReturnType<typeof thingEvent>): Promise<SharedTable<Thing>> {
  const publisher = await k.publisher();
  const onDead = (error: Error) => {
    throw error;
  };
  const table = shareTable(k.c, event, {
    ...{ group, service: group, telemetry: k.telemetry, publisher, onDead },
    supersedes: first,
  });
  ends.push(() => publisher.stop());
  await eventually(() => expect(table.holds('a')).toBe(true), 60_000);
  return table;
}

test('of two members that both believe to hold a key, the first to write has it, and both know when their write is over', async () => {
  const k = kit();
  const event = thingEvent('claims', { compacted: true });
  await k.topics([event]);
  // In two groups, each is given everything, as two replicas believe for some seconds after one was cut off.
  const tables = await Promise.all(['one', 'two'].map((group) => tableOf(k, group, event)));
  const keys = Array.from({ length: 50 }, (_, n) => `key-${n}`);
  const claims = keys.flatMap((key) =>
    tables.map(async (table, n) => {
      await table.write({ id: key, key, text: `member ${n}` });
      return { key, n, mine: table.of(key)?.text === `member ${n}` };
    }),
  );
  const won = (await Promise.all(claims)).filter(({ mine }) => mine);
  expect(won.map(({ key }) => key).sort()).toEqual([...keys].sort());
  // What counts is the last on the topic again, so that compaction keeps it.
  await eventually(async () => {
    const last = new Map((await k.all(event.topic)).map(({ key, value }) => [String(key), JSON.parse(String(value))]));
    for (const { key, n } of won) expect(last.get(key)).toMatchObject({ text: `member ${n}` });
  });
  expect(tables.map((table) => table.generationOf('a'))).toEqual([1, 1]);
  await Promise.all(tables.map((table) => table.stop()));
  expect(tables.map((table) => table.generationOf('a'))).toEqual([null, null]);
});

test('reading back what was written takes milliseconds', async () => {
  const k = kit();
  const event = thingEvent('latency', { compacted: true });
  await k.topics([event]);
  const table = await tableOf(k, 'one', event);
  const took: number[] = [];
  for (let n = 0; n < 100; n++) {
    const began = performance.now();
    await table.write({ id: `${n}`, key: `key-${n}`, text: 'x' });
    took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  expect(took[50]).toBeLessThan(250);
  await table.stop();
});
