import fc from 'fast-check';
import { keyLanes, limiter } from './key-lanes';

test('lanes keep the order of each key, lose nothing, and let keyless items go alone', () => {
  const items = fc.array(fc.record({ key: fc.option(fc.constantFrom('a', 'b', 'c')), n: fc.nat() }));
  fc.assert(
    fc.property(items, (list) => {
      const lanes = keyLanes(list, (item) => item.key);
      for (const key of ['a', 'b', 'c']) {
        const lane = lanes.filter((one) => one[0]!.key === key);
        expect(lane.flat()).toEqual(list.filter((item) => item.key === key));
        expect(lane.length).toBeLessThanOrEqual(1);
      }
      const keyless = lanes.filter((lane) => lane[0]!.key === null);
      expect(keyless).toEqual(list.filter((item) => item.key === null).map((item) => [item]));
    }),
  );
});

test('the limiter runs everything, in order of asking, and never more at once than allowed', async () => {
  const limit = limiter(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      limit(async () => {
        started.push(n);
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      }).catch(() => undefined),
    ),
  );
  expect({ started, most }).toEqual({ started: Array.from({ length: 20 }, (_, n) => n), most: 3 });
});

test('work that fails frees its place', async () => {
  const limit = limiter(1);
  await expect(limit(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(limit(async () => 'next')).resolves.toBe('next');
});
