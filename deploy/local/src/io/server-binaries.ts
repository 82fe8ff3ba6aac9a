import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LaunchError } from '../launch-error';
import { workspaceRoot } from './workspace-root';

const run = promisify(execFile);

/** Where the servers' programs lie on this machine; absolute paths, or names to be found on the path. */
export interface ServerBinaries {
  java: string;
  /** Folder of jars. */
  kafkaJars: string;
  /** Folder with bin/postgres and bin/initdb. */
  postgres: string;
  redisServer: string;
}

/** Downloads the servers if this machine does not have them yet (about 150 MB, once). @throws LaunchError */
export async function fetchServerBinaries(env: NodeJS.ProcessEnv): Promise<ServerBinaries> {
  const script = join(workspaceRoot(), 'deploy', 'local', 'servers', 'fetch-servers.mjs');
  try {
    const { stdout } = await run(process.execPath, [script], { env });
    return JSON.parse(stdout) as ServerBinaries;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new LaunchError(stderr.trim() || String(error));
  }
}
