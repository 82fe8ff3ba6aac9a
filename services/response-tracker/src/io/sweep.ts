import type { Pool } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';

export interface SweepOptions {
  seconds: number;
  telemetry: Telemetry;
  /** One pass over the table of due times. */
  sweep(): Promise<void>;
}

/** Runs a pass at once and then again and again, `seconds` apart; a failed pass is followed by the next. */
export function startSweep({ seconds, telemetry, sweep }: SweepOptions): ServicePart {
  const delay = telemetry.meter.createHistogram('hearback_sweep_seconds', {
    description: 'Duration of one pass over the table of due times',
  });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let failing = false;
  const pass = async () => {
    const startedAt = performance.now();
    try {
      await sweep();
      failing = false;
    } catch (error) {
      if (!failing) telemetry.logger.warn({ err: error }, 'the sweep failed; the next one does its work');
      failing = true;
    }
    delay.record((performance.now() - startedAt) / 1_000);
    if (!stopped) timer = setTimeout(() => (running = pass()), seconds * 1_000);
  };
  let running = pass();
  return {
    name: 'sweep',
    notReady: () => (failing ? 'the last sweep failed' : null),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}

/** When clocks need attention next, the nearest first, up to a horizon. */
export async function nextWakeTimes(pool: Pool, horizonMs: number): Promise<Date[]> {
  const { rows } = await pool.query<{ wake_at: Date }>(
    `select distinct date_trunc('milliseconds', wake_at) as wake_at from clock
      where wake_at <= now() + $1 * interval '1 millisecond' order by 1 limit 2000`,
    [horizonMs],
  );
  return rows.map((row) => row.wake_at);
}
