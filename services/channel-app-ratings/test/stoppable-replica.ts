import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { lowPort } from '@hearback/testing';

const RUN_FROM_SOURCE = join(__dirname, '../../../libs/testing/run-from-source.cjs');

/** One process of the service. It can be stopped as a machine is that hangs, and goes on where it was. */
export interface StoppableReplica {
  url: string;
  pause(): void;
  goOn(): void;
  kill(): Promise<void>;
}

export async function stoppableReplica(env: NodeJS.ProcessEnv): Promise<StoppableReplica> {
  const port = await lowPort();
  const own = { ...process.env, ...env, PORT: String(port) };
  const child: ChildProcess = fork(RUN_FROM_SOURCE, ['channel-app-ratings'], { env: own, execArgv: [] });
  await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    pause: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      // A process that is stopped ends all the same.
      child.kill('SIGKILL');
      await gone;
    },
  };
}
