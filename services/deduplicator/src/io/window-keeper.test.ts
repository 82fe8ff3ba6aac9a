import { startTelemetry } from '@hearback/telemetry';
import { windowKeeper, WindowNotReady, type KeeperOptions } from './window-keeper';

const telemetry = startTelemetry({ service: 'deduplicator', version: 'test', logLevel: 'silent' });

/** A server in memory that knows its marker and its run id, and a log of what happened in order. */
function server(state: { epoch: string | null; known: string | null; now: string }) {
  const log: string[] = [];
  const options: KeeperOptions = {
    telemetry,
    now: () => 0,
    onRebuilt: () => undefined,
    readPublished: async () => {
      log.push('read');
    },
    window: {
      epoch: async () => state.epoch,
      runIds: async () => ({ known: state.known, now: state.now }),
      begin: async (epoch, runId) => {
        log.push('begin');
        state.epoch ??= epoch;
        state.known = runId;
      },
      insert: async () => undefined,
      decide: async () => null,
    },
  };
  return { state, log, options };
}

test('a window that is whole is used as it is', async () => {
  const { log, options } = server({ epoch: 'e', known: 'r1', now: 'r1' });
  const keeper = windowKeeper(options);
  expect(await keeper.whileWhole(async () => 'done')).toBe('done');
  expect([log, keeper.notReady()]).toEqual([[], null]);
});

test.each([
  ['emptied', { epoch: null, known: null, now: 'r1' }],
  ['restarted', { epoch: 'e', known: 'r0', now: 'r1' }],
])('a window whose Redis was %s is put back before anything is decided', async (_what, state) => {
  const { log, options } = server(state);
  await windowKeeper(options).whileWhole(async () => {
    log.push('work');
    return 'done';
  });
  expect(log).toEqual(['read', 'begin', 'work']);
});

test('a rebuild waits for the work under way, and the work that found the window empty runs again', async () => {
  const { state, log, options } = server({ epoch: 'e', known: 'r1', now: 'r1' });
  const keeper = windowKeeper(options);
  let finishSlow = () => undefined as void;
  const slow = keeper.whileWhole(async () => {
    await new Promise<void>((resolve) => (finishSlow = resolve));
    log.push('slow work published');
    return 'done';
  });
  await keeper.check();
  const found = keeper.whileWhole(async () => {
    if (state.epoch === null) return 'emptied';
    log.push('work');
    return 'done';
  });
  expect(await found).toBe('done');
  state.epoch = null;
  const again = keeper.whileWhole(async () => (state.epoch === null ? 'emptied' : 'again'));
  await new Promise(setImmediate);
  expect(log).toEqual(['work']);
  finishSlow();
  expect(await Promise.all([slow, again])).toEqual(['done', 'again']);
  expect(log).toEqual(['work', 'slow work published', 'read', 'begin']);
});

test('doubt leads to one check, however much work comes at once', async () => {
  const { state, log, options } = server({ epoch: 'e', known: 'r1', now: 'r1' });
  const keeper = windowKeeper(options);
  await keeper.check();
  keeper.doubt();
  state.now = 'r2';
  await Promise.all([1, 2, 3].map(() => keeper.whileWhole(async () => 'done')));
  expect(log).toEqual(['read', 'begin']);
});

test('a rebuild that fails is not the fault of the message', async () => {
  const { options } = server({ epoch: null, known: null, now: 'r1' });
  const keeper = windowKeeper({ ...options, readPublished: () => Promise.reject(new Error('Kafka is away')) });
  await expect(keeper.whileWhole(async () => 'done')).rejects.toBeInstanceOf(WindowNotReady);
  expect(keeper.notReady()).not.toBeNull();
});
