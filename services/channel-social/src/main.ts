import { startChannel } from '@hearback/channel';
import { readEnv } from '@hearback/config';
import { runAsProcess, type RunningService } from '@hearback/service';
import { socialEnv } from './env';
import { social } from './social';

/** Starts the service; it listens before it is ready. */
export async function start(processEnv: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readEnv(socialEnv, processEnv);
  return startChannel(social(env.PUBLIC_URL), env);
}

if (require.main === module) void runAsProcess(() => start(process.env));
