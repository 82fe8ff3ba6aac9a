import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ProcessRef } from './process-identity';
import { workspaceRoot } from './workspace-root';

/** Sees to it that throw-away processes end with us, whatever ends us. */
export interface Guard {
  watch(ref: ProcessRef): void;
  /** The process has gone, or is no longer to be ended. */
  forget(ref: ProcessRef): void;
  /** Ends what is still watched and removes the folder. */
  end(): void;
}

/** Starts a guard for the processes of one folder (servers/reap.mjs); it notices our end by its closed input. */
export function startGuard(folder: string): Guard {
  const script = join(workspaceRoot(), 'deploy', 'local', 'servers', 'reap.mjs');
  const child = spawn(process.execPath, [script, folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.on('error', () => {});
  (child.stdin as unknown as { unref(): void }).unref();
  const say = (line: object) => child.stdin.write(`${JSON.stringify(line)}\n`);
  return {
    watch: ({ pid }) => say({ watch: pid, signal: 'SIGQUIT' }),
    forget: ({ pid }) => say({ forget: pid }),
    end: () => child.stdin.end(),
  };
}
