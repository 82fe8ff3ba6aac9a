import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { findProcess, isRunning, signalProcess, type ProcessRef } from './process-identity';

export interface DetachedCommand {
  command: string;
  args: string[];
  /** Receives everything the process prints; opened before the process changes its user. */
  logFile: string;
  env?: Record<string, string | undefined>;
  user?: { uid: number; gid: number } | undefined;
}

/**
 * Starts a process in a session of its own, so that neither the terminal's Ctrl-C nor the end of this process reaches it.
 * `record` is called at once with the new process, before anything else can happen.
 */
export function spawnDetached(command: DetachedCommand, record: (ref: ProcessRef) => void): Promise<ProcessRef> {
  const log = openSync(command.logFile, 'a', 0o600);
  const child = spawn(command.command, command.args, {
    // The checkout may be closed to the user that PostgreSQL runs as.
    cwd: '/',
    detached: true,
    env: { ...process.env, ...command.env },
    stdio: ['ignore', log, log],
    ...command.user,
  });
  closeSync(log);
  const ref = child.pid === undefined ? null : findProcess(child.pid);
  if (ref) record(ref);
  child.unref();
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`could not start ${command.command}`, { cause: error })));
    child.once('spawn', () =>
      ref ? resolve(ref) : reject(new Error(`${command.command} ended at once: ${tailOf(command.logFile)}`)),
    );
  });
}

/** Asks with `signal`, waits, and ends by force what has not gone in time. Resolves when the process is gone. */
export async function stopProcess(ref: ProcessRef, how: { signal: NodeJS.Signals; withinMs: number }): Promise<void> {
  signalProcess(ref, how.signal);
  if (await goneWithin(ref, how.withinMs)) return;
  signalProcess(ref, 'SIGKILL');
  await goneWithin(ref, 5_000);
}

async function goneWithin(ref: ProcessRef, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (isRunning(ref)) {
    if (Date.now() > until) return false;
    await wait(30);
  }
  return true;
}

/** The last lines of a log, for a message to a person; empty when there is none. */
export function tailOf(logFile: string, lines = 15): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}
