import { startChannel } from '@hearback/channel';
import { readEnv } from '@hearback/config';
import { runAsProcess, type RunningService } from '@hearback/service';
import { webFormsEnv } from './env';
import { webForms } from './web-forms';

/** Starts the service; it listens before it is ready. */
export async function start(processEnv: NodeJS.ProcessEnv): Promise<RunningService> {
  const env = readEnv(webFormsEnv, processEnv);
  return startChannel(webForms(env), env);
}

if (require.main === module) void runAsProcess(() => start(process.env));
