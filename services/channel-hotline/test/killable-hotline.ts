import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { RunningService } from '@hearback/service';
import { lowPort } from '@hearback/testing';

const RUN_FROM_SOURCE = join(__dirname, '../../../libs/testing/run-from-source.cjs');

/** The hotline as a process of its own, which can be killed without a word and started again at the same address. */
export class KillableHotline {
  private child: ChildProcess | null = null;
  private env: NodeJS.ProcessEnv = {};

  /** In the place of the service's own `start`. */
  readonly start = async (env: NodeJS.ProcessEnv): Promise<RunningService> => {
    const port = await lowPort();
    this.env = { ...process.env, ...env, PORT: String(port) };
    await this.again();
    const stop = () => this.kill('SIGTERM');
    return { name: 'channel-hotline', url: `http://127.0.0.1:${port}`, notReady: () => [], stop };
  };

  async again(): Promise<void> {
    this.child = fork(RUN_FROM_SOURCE, ['channel-hotline'], { env: this.env, execArgv: [] });
    await once(this.child, 'message');
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    // The source runner has no handler of its own: SIGTERM ends it at once too.
    await gone;
  }
}
