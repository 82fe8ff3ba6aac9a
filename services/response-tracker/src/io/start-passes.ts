import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';

export interface PassesOptions {
  /** Names the part, and its metric `hearback_<name>_seconds`. */
  name: 'sweep' | 'seal';
  /** Between the end of a pass and the next. */
  seconds: number;
  telemetry: Telemetry;
  pass(): Promise<unknown>;
}

/** Runs a pass at once and then again and again, `seconds` apart; a failed pass is followed by the next. */
export function startPasses({ name, seconds, telemetry, pass }: PassesOptions): ServicePart {
  const duration = telemetry.meter.createHistogram(`hearback_${name}_seconds`, {
    description:
      name === 'sweep' ? 'Duration of one pass over the table of due times' : 'Duration of one pass of sealing',
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
