import { readFile, stat } from 'node:fs/promises';

export interface WatchedFile {
  stop(): Promise<void>;
}

export interface FileWatcher {
  everyMs?: number | undefined;
  /** The content at the start; what it throws goes to the caller. */
  first(bytes: Buffer): void;
  changed(bytes: Buffer): void;
  lost(error: unknown): void;
}

const EVERY_MS = 5_000;

/**
 * Reads a file now and again whenever its time, size or inode has changed and then stood still for one look, so that a
 * copy in progress is not read. Looks instead of listening: notices of change do not cross network and container mounts.
 */
export async function watchFile(
  file: string,
  { everyMs = EVERY_MS, first, changed, lost }: FileWatcher,
): Promise<WatchedFile> {
  let known = await stampOf(file);
  first(await readFile(file));
  let pending = known;
  const look = async () => {
    try {
      const now = await stampOf(file);
      const stands = now === pending;
      pending = now;
      if (now === known || !stands) return;
      known = now;
      changed(await readFile(file));
    } catch (error) {
      // Said once for each time it vanishes.
      if (known !== '') lost(error);
      known = pending = '';
    }
  };
  let running = Promise.resolve();
  const timer = setInterval(() => (running = running.then(look)), everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

async function stampOf(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(file);
  return `${mtimeMs} ${size} ${ino}`;
}
