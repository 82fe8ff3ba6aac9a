import fc from 'fast-check';
import { KeyBlocks } from './key-blocks';

test('a key is blocked from the parked message until all that was parked for it is done', () => {
  const blocks = new KeyBlocks();
  blocks.parked('a', 10n, true);
  blocks.parked('a', 11n, false);
  expect([blocks.verdict('a', null), blocks.verdict('b', null)]).toEqual(['behind', 'handle']);
  blocks.done('a', 10n);
  expect(blocks.verdict('a', null)).toBe('behind');
  blocks.done('a', 11n);
  expect([blocks.verdict('a', null), blocks.size]).toEqual(['handle', 0]);
});

test('replays are handled in the order in which they were parked', () => {
  const blocks = new KeyBlocks();
  blocks.parked('a', 10n, true);
  blocks.parked('a', 11n, false);
  expect([blocks.verdict('a', 11n), blocks.verdict('a', 10n)]).toEqual(['behind', 'handle']);
  blocks.done('a', 10n);
  expect(blocks.verdict('a', 11n)).toBe('handle');
});

test('behind a replay that failed again, the others are parked again', () => {
  const blocks = new KeyBlocks();
  blocks.parked('a', 10n, true);
  blocks.parked('a', 11n, false);
  blocks.parked('a', 12n, true);
  blocks.done('a', 10n);
  expect([blocks.verdict('a', 11n), blocks.verdict('a', 12n)]).toEqual(['behind', 'handle']);
});

test('a replay that is not known is kept, not dropped', () => {
  const blocks = new KeyBlocks();
  blocks.parked('a', 11n, true);
  expect([blocks.verdict('a', 10n), blocks.verdict('a', 99n)]).toEqual(['behind', 'behind']);
});

// The runner and the replayer in a few lines: which messages fail, round by round, until none is left.
function simulate(failures: readonly number[], count: number): number[] {
  const blocks = new KeyBlocks();
  const left = [...failures];
  const handled: number[] = [];
  let parked: { message: number; offset: bigint }[] = [];
  let nextOffset = 0n;
  const park = (message: number, failing: boolean) => {
    blocks.parked('a', nextOffset, failing);
    parked.push({ message, offset: nextOffset++ });
  };
  const consume = (message: number, of: bigint | null) => {
    if (blocks.verdict('a', of) === 'behind') park(message, false);
    else if ((left[message] ?? 0) > 0) {
      left[message]!--;
      park(message, true);
    } else handled.push(message);
    if (of !== null) blocks.done('a', of);
  };
  for (let message = 0; message < count; message++) consume(message, null);
  while (parked.length > 0) {
    const round = parked;
    parked = [];
    for (const { message, offset } of round) consume(message, offset);
  }
  return handled;
}

test('however often messages of a key fail and are replayed, they are handled in their order and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), (failures) => {
      expect(simulate(failures, failures.length)).toEqual(failures.map((_, message) => message));
    }),
  );
});
