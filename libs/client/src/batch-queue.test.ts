import { setTimeout as later } from 'node:timers/promises';
import { batchQueue, type BatchLimits } from './batch-queue';

interface Entry {
  name: number;
  bytes: number;
}

/** A queue whose work ends when the test says so. */
function underTest(limits: Partial<BatchLimits>) {
  const begun: number[][] = [];
  const ends: (() => void)[] = [];
  const queue = batchQueue<Entry>(
    { items: 3, bytes: 100, waitMs: 60_000, atOnce: 1, queued: 100, ...limits },
    (batch) => {
      begun.push(batch.map(({ name }) => name));
      return new Promise((resolve) => ends.push(resolve));
    },
  );
  const added: number[] = [];
  const add = async (name: number, bytes = 1) => {
    await queue.add({ name, bytes });
    added.push(name);
  };
  const endOne = async () => {
    ends.shift()!();
    await later(0);
  };
  return { queue, begun, added, add, endOne };
}

test('a batch is handed on when it holds enough entries', async () => {
  const { begun, add } = underTest({});
  await Promise.all([1, 2, 3, 4].map((name) => add(name)));
  expect(begun).toEqual([[1, 2, 3]]);
});

test('an entry that would make a batch too large begins the next; one that is too large for any goes alone', async () => {
  const { begun, add } = underTest({ atOnce: 9 });
  for (const [name, bytes] of [
    [1, 60],
    [2, 40],
    [3, 1],
    [4, 500],
    [5, 1],
  ] as const)
    await add(name, bytes);
  expect(begun).toEqual([[1, 2], [3], [4]]);
});

test('a batch that stays small is handed on after its time', async () => {
  const { begun, add } = underTest({ waitMs: 5 });
  await add(1);
  expect(begun).toEqual([]);
  await later(50);
  expect(begun).toEqual([[1]]);
});

test('no more batches are in work at once than allowed, and the order is kept', async () => {
  const { begun, add, endOne } = underTest({ items: 1, atOnce: 2 });
  await Promise.all([1, 2, 3, 4].map((name) => add(name)));
  expect(begun).toEqual([[1], [2]]);
  await endOne();
  expect(begun).toEqual([[1], [2], [3]]);
});

test('who adds to a full queue waits until there is room, in the order of coming', async () => {
  const { added, begun, add, endOne } = underTest({ items: 2, queued: 2 });
  const all = [1, 2, 3, 4, 5].map((name) => add(name));
  await later(0);
  expect([added, begun]).toEqual([[1, 2], [[1, 2]]]);
  await endOne();
  expect([added, begun]).toEqual([
    [1, 2, 3, 4],
    [
      [1, 2],
      [3, 4],
    ],
  ]);
  await endOne();
  await Promise.all(all);
  expect(added).toEqual([1, 2, 3, 4, 5]);
});

test('draining hands on what waits, those outside too, and ends when all is done', async () => {
  const { queue, begun, add, endOne } = underTest({ items: 2, queued: 2 });
  const all = [1, 2, 3].map((name) => add(name));
  await later(0);
  let drained = false;
  const draining = queue.drain().then(() => (drained = true));
  await endOne();
  await later(50);
  expect([begun, drained]).toEqual([[[1, 2], [3]], false]);
  await endOne();
  await Promise.all([...all, draining]);
  expect(drained).toBe(true);
});

test('draining an empty queue ends at once', async () => {
  await underTest({}).queue.drain();
});
