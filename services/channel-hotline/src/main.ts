import { startChannel } from '@hearback/channel';
import { readEnv } from '@hearback/config';
import { runAsProcess, type RunningService } from '@hearback/service';
import { callLimits, hotlineEnv } from './env';
import { hotline } from './hotline';

/** Starts the service; it listens before it is ready. */
export async function start(processEnv: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readEnv(hotlineEnv, processEnv);
  return startChannel(hotline(env.PUBLIC_URL, callLimits(env)), env);
}

if (require.main === module) void runAsProcess(() => start(process.env));
