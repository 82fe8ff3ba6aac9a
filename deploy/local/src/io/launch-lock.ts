import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { LaunchError } from '../launch-error';
import { isRunning, thisProcess, type ProcessRef } from './process-identity';

/**
 * Lets only one launcher work on a data folder. The lock names its holder, so one left by a killed launcher is taken.
 * Returns the release. @throws LaunchError when another launcher holds it
 */
export function takeLaunchLock(file: string): () => void {
  const me = JSON.stringify(thisProcess());
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, me, { mode: 0o600 });
  try {
    while (!linked(mine, file)) clearStaleLock(file);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readIfThere(file) === me) rmSync(file, { force: true });
  };
}

// A hard link is made whole or not at all, and only once: unlike a file that is created and then written.
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function clearStaleLock(file: string): void {
  const text = readIfThere(file);
  if (text === null) return;
  const holder = parse(text);
  if (holder && isRunning(holder))
    throw new LaunchError(
      `Hearback is already running from this checkout (process ${holder.pid}). Stop it with Ctrl-C in its terminal or with ` +
        `\`kill ${holder.pid}\`; for a second system beside it set HEARBACK_DIRECTORY and HEARBACK_PORT_OFFSET.`,
    );
  const taken = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, taken);
  } catch {
    return;
  }
  // Another start may have cleared the stale lock and taken its own in between; then it gets it back.
  if (readIfThere(taken) !== text) linked(taken, file);
  rmSync(taken, { force: true });
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parse(text: string): ProcessRef | null {
  try {
    return JSON.parse(text) as ProcessRef;
  } catch {
    return null;
  }
}
