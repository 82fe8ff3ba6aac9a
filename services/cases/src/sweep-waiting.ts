import { findDue } from './io/find-due';
import { register, type RegisterDeps } from './register';

/**
 * Decides what has waited long enough, and what was registered at the same moment as the thing it waited for, so that
 * neither transaction could see the other. The truth lies in PostgreSQL, so a missed sweep costs time and nothing else.
 * Returns how many feedbacks were looked at again.
 */
export async function sweepWaiting(deps: RegisterDeps): Promise<number> {
  const due = await findDue(deps.pool, new Date(deps.now().getTime() - deps.targetWaitMs));
  if (due.length === 0) return 0;
  await register(deps, {
    reconsider: due.flatMap((row) => (row.relation_of ? [row.feedback_id, row.relation_of] : [row.feedback_id])),
  });
  return due.length;
}

const SWEEP_MS = 2_000;

export interface Sweep {
  name: string;
  notReady(): string | null;
  stop(): Promise<void>;
}

/** Sweeps every 2 s; a failure is a warning, because the next sweep does the same work. */
export function startSweep(deps: RegisterDeps, warn: (error: unknown) => void): Sweep {
  let running: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    running ??= sweepWaiting(deps)
      .catch(warn)
      .finally(() => (running = null));
  }, SWEEP_MS);
  timer.unref();
  return {
    name: 'sweep',
    notReady: () => null,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
