import { startChannel } from '@hearback/channel';
import { readEnv } from '@hearback/config';
import { runAsProcess, type RunningService } from '@hearback/service';
import { appRatingsEnv } from './env';
import { appRatings } from './app-ratings';

/** Starts the service; it listens before it is ready. */
export async function start(processEnv: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readEnv(appRatingsEnv, processEnv);
  return startChannel(appRatings(env.PUBLIC_URL), env);
}

if (require.main === module) void runAsProcess(() => start(process.env));
