import { fillBatches } from './fill-batches';

async function sizes(items: { bytes: number }[]): Promise<number[]> {
  const batches: number[] = [];
  const { add, flush } = fillBatches<{ bytes: number }>(async (batch) => void batches.push(batch.length));
  for (const item of items) await add(item);
  await flush();
  return batches;
}

const MB = 1_048_576;

test.each<[string, { bytes: number }[], number[]]>([
  ['nothing', [], []],
  ['many small ones', Array.from({ length: 2_001 }, () => ({ bytes: 10 })), [1_000, 1_000, 1]],
  ['few large ones', Array.from({ length: 5 }, () => ({ bytes: 3 * MB })), [2, 2, 1]],
  ['one that is too large for any', [{ bytes: 1 }, { bytes: 9 * MB }, { bytes: 1 }], [1, 1, 1]],
])('%s go in batches that a request can hold', async (_what, items, expected) => {
  expect(await sizes(items)).toEqual(expected);
});
