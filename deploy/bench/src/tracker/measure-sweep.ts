import { median } from '../statistics';
import { seedDue } from './seed-live';
import type { TrackerWorld } from './tracker-world';

const ROUNDS = 3;
/** As far ahead as the tracker looks when it sweeps every 15 s. */
const HORIZON_MS = 30_000;
const DUE_AT_ONCE = [1_000, 10_000];

export interface SweepResult {
  /** Seconds for a pass, median, by how many clocks were due at once. */
  passes: { due: number; seconds: number }[];
  idleSeconds: number;
  sealedPerSecond: number;
}

/** Passes of the sweep and of the sealer, called here while the tracker is stopped, so that nothing else does their work. */
export async function measureSweep({ pool, parts, signer }: TrackerWorld): Promise<SweepResult> {
  const sealNow = parts.sealer({ pool, signer });
  const committed = () => undefined;
  const readInForce = parts.inForceReader();
  const pass = async () => {
    await parts.recomputeCases({ pool, readInForce, committed });
    const changed = await parts.processDue({ pool, committed });
    await parts.nextWakeTimes(pool, HORIZON_MS);
    return changed;
  };
  await pass();
  const sealed: number[] = [];
  const passes: SweepResult['passes'] = [];
  for (const due of DUE_AT_ONCE) {
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await seedDue(pool, parts, { count: due, seed: due + round });
      await sealNow();
      const done = await timed(pass);
      if (done.value < due) throw new Error(`the sweep changed ${done.value} of ${due} clocks`);
      seconds.push(done.seconds);
      const seal = await timed(sealNow);
      sealed.push(seal.value / seal.seconds);
    }
    passes.push({ due, seconds: median(seconds) });
  }
  const idle: number[] = [];
  for (let round = 0; round < ROUNDS * 3; round += 1) idle.push((await timed(pass)).seconds);
  return { passes, idleSeconds: median(idle), sealedPerSecond: median(sealed.slice(-ROUNDS)) };
}

export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startedAt) / 1_000 };
}
