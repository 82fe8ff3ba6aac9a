import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { restartDelayMs, SETTLED_AFTER_MS } from '../domain/restart-delay';
import { stopProcess, tailOf } from './detached-process';
import { findProcess, signalProcess, type ProcessRef } from './process-identity';

export interface SupervisedCommand {
  name: string;
  /** Arguments for node, relative to `folder`. */
  args: string[];
  folder: string;
  env: Record<string, string | undefined>;
  logFile: string;
  /** Called with each new process, and with null when it has ended. */
  record(ref: ProcessRef | null): void;
  /** One line for the person at the terminal. */
  report(line: string): void;
}

export interface Supervised {
  name: string;
  pid(): number | null;
  kill(signal: NodeJS.Signals): boolean;
  /** How often in a row it ended soon after its start. */
  failuresInARow(): number;
  /** SIGTERM, and SIGKILL when it has not drained in time. It is not started again. */
  stop(): Promise<void>;
}

// A service limits its own draining to 10 s.
const DRAINS_WITHIN_MS = 11_000;

/** Runs a node process and starts it again whenever it ends, until `stop`. The process ends itself when we are gone. */
export function supervise(command: SupervisedCommand): Supervised {
  if (existsSync(command.logFile)) renameSync(command.logFile, `${command.logFile}.1`);
  let current: ProcessRef | null = null;
  let failures = 0;
  let stopping = false;
  let again: NodeJS.Timeout | undefined;

  const start = () => {
    const startedAtMs = Date.now();
    const child = spawnNode(command);
    current = child.pid === undefined ? null : findProcess(child.pid);
    command.record(current);
    whenEnded(child, (how) => {
      current = null;
      command.record(null);
      if (stopping) return;
      failures = Date.now() - startedAtMs < SETTLED_AFTER_MS ? failures + 1 : 0;
      command.report(`${command.name} ended (${how}) and is started again; its log: ${command.logFile}`);
      again = setTimeout(start, restartDelayMs(failures));
    });
  };
  start();
  return {
    name: command.name,
    pid: () => current?.pid ?? null,
    kill: (signal) => current !== null && signalProcess(current, signal),
    failuresInARow: () => failures,
    stop: async () => {
      stopping = true;
      clearTimeout(again);
      if (current) await stopProcess(current, { signal: 'SIGTERM', withinMs: DRAINS_WITHIN_MS });
    },
  };
}

function spawnNode({ args, env, folder, logFile }: SupervisedCommand): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    return spawn(process.execPath, args, {
      argv0: 'node',
      cwd: folder,
      env,
      // A session of its own: Ctrl-C reaches the launcher alone, which stops things in order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    closeSync(log);
  }
}

function whenEnded(child: ChildProcess, then: (how: string) => void): void {
  child.once('error', (error) => then(error.message));
  child.once('exit', (code, signal) => then(signal ?? `code ${code}`));
}

/** Why a process failed, for a message to a person: the end of its log. */
export function whyFailed(logFile: string): string {
  return `The end of its log (${logFile}):\n${tailOf(logFile, 8)}`;
}
