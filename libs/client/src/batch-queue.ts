export interface BatchLimits {
  /** A batch is handed on when it holds so many entries, */
  items: number;
  /** or when the next entry would make it larger, */
  bytes: number;
  /** or when its first entry has waited so long. */
  waitMs: number;
  /** Batches in work at once. */
  atOnce: number;
  /** Entries that wait or are in work; who adds more waits until there is room. */
  queued: number;
}

export interface BatchQueue<E> {
  /** Resolves as soon as there is room, in the order of the calls. */
  add(entry: E): Promise<void>;
  /** Hands on what waits, and resolves when nothing is waiting or in work. */
  drain(): Promise<void>;
}

/** Collects entries into batches, in order, and hands them to `work`, which must not reject. */
export function batchQueue<E extends { bytes: number }>(
  limits: BatchLimits,
  work: (batch: readonly E[]) => Promise<void>,
): BatchQueue<E> {
  const room = bounded(limits.queued);
  // More than fit into the queue never come together.
  const most = Math.min(limits.items, limits.queued);
  const full: E[][] = [];
  let [open, openBytes, working]: [E[], number, number] = [[], 0, 0];
  let draining = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = async (batch: E[]): Promise<void> => {
    working++;
    await work(batch).finally(() => {
      working--;
      room.leave(batch.length);
      next();
    });
  };
  const next = () => {
    while (full.length > 0 && working < limits.atOnce) void start(full.shift()!);
  };
  const seal = () => {
    clearTimeout(timer);
    if (open.length > 0) full.push(open);
    [open, openBytes] = [[], 0];
    next();
  };
  return {
    add: async (entry) => {
      // Without a pause where there is room, so that what was added before a drain belongs to it.
      if (!room.enter()) await room.entered();
      if (open.length > 0 && openBytes + entry.bytes > limits.bytes) seal();
      if (open.length === 0) timer = setTimeout(seal, draining > 0 ? 0 : limits.waitMs);
      open.push(entry);
      openBytes += entry.bytes;
      if (open.length >= most) seal();
    },
    drain: async () => {
      draining++;
      seal();
      await room.empty();
      draining--;
    },
  };
}

/** A room for so many, with those outside let in in their order. */
function bounded(size: number) {
  const outside: (() => void)[] = [];
  const whenEmpty: (() => void)[] = [];
  let inside = 0;
  return {
    /** False when there is no room; then `entered` is to be waited for. */
    enter: (): boolean => inside < size && ++inside > 0,
    entered: () => new Promise<void>((resolve) => outside.push(resolve)),
    leave: (count: number) => {
      for (let left = 0; left < count; left++) {
        const first = outside.shift();
        if (first) first();
        else inside--;
      }
      if (inside === 0) whenEmpty.splice(0).forEach((resolve) => resolve());
    },
    empty: (): Promise<void> => new Promise((resolve) => (inside === 0 ? resolve() : void whenEmpty.push(resolve))),
  };
}
