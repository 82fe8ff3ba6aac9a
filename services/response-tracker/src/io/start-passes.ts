import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';

const WHAT = {
  sweep: 'Duration of one pass over the table of due times',
  seal: 'Duration of one pass of sealing',
  reports: 'Duration of one pass over schedules and reports that wait',
} as const;

export interface PassesOptions {
  /** Names the part, and its metric `hearback_<name>_seconds`. */
  name: keyof typeof WHAT;
  /** Between the end of a pass and the next. */
  seconds: number;
  telemetry: Telemetry;
  pass(): Promise<unknown>;
}

/** Runs a pass at once and then again and again, `seconds` apart; a failed pass is followed by the next. */
export function startPasses({ name, seconds, telemetry, pass }: PassesOptions): ServicePart {
  const duration = telemetry.meter.createHistogram(`hearback_${name}_seconds`, {
    description: WHAT[name],
  });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;
  const run = async () => {
    const startedAt = performance.now();
    try {
      await pass();
      failing = false;
    } catch (error) {
      if (!failing) telemetry.logger.warn({ err: error }, `the ${name} failed; the next one does its work`);
      failing = true;
    }
    duration.record((performance.now() - startedAt) / 1_000);
    if (!stopped) timer = setTimeout(() => (running = run()), seconds * 1_000);
  };
  let running = run();
  return {
    name,
    notReady: () => (failing ? `the last ${name} failed` : null),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}
