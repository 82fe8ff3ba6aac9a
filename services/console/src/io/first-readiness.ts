import { access } from 'node:fs/promises';
import type { ServicePart } from '@hearback/service';

interface FirstReadinessOptions {
  /** Name and base address of every service that must have been ready once. */
  addresses: Record<string, string>;
  /** File that must exist; without it that condition is dropped. */
  localEnv?: string | undefined;
}

const EVERY_MS = 250;
const ANSWER_WITHIN_MS = 2_000;

/**
 * Unready until every service was ready once and the file exists; from then on ready for good, because a service that goes
 * away later takes only its own pages with it, and the front door says so by itself.
 */
export function awaitFirstReadiness(options: FirstReadinessOptions): ServicePart {
  const waitingFor = new Map(Object.entries(options.addresses));
  let fileMissing = options.localEnv !== undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    const answers = await Promise.all([...waitingFor].map(async ([name, url]) => [name, await isReady(url)] as const));
    for (const [name, ready] of answers) if (ready) waitingFor.delete(name);
    if (options.localEnv) fileMissing = !(await exists(options.localEnv));
    if ((waitingFor.size > 0 || fileMissing) && !stopped) timer = setTimeout(() => (looking = look()), EVERY_MS);
  };
  let looking = look();
  return {
    name: 'first readiness of all services',
    notReady: () => {
      if (waitingFor.size > 0) return `waits for ${[...waitingFor.keys()].join(', ')}`;
      return fileMissing ? 'waits for the file with the first API key' : null;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
