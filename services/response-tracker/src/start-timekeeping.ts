import { deriveKeys } from '@hearback/access';
import type { Publisher } from '@hearback/kafka';
import { sealingKeyPair } from '@hearback/proof';
import type { ServicePart } from '@hearback/service';
import { announce } from './announce';
import { wakeTimeOf } from './domain/clock';
import type { Advanced } from './domain/due-events';
import { wakeSlots } from './domain/wake-slots';
import type { Committed } from './handle-case-changes';
import { clockMetrics } from './io/clock-metrics';
import type { ReadInForce } from './io/in-force-store';
import { nextWakeTimes } from './io/next-wake-times';
import { startPasses } from './io/start-passes';
import { startWakeUps } from './io/wake-ups';
import { processDue } from './process-due';
import { recomputeCases } from './recompute-cases';
import { sealer } from './seal';
import type { Foundation } from './start-parts';

/** First part of every key of the tracker in Redis. */
const REDIS_PREFIX = 'response';
/** An event is on the screen in less than two seconds: sealed within one, and told within the next. */
const SEAL_SECONDS = 1;

export interface TimekeepingNeeds extends Foundation {
  readInForce: ReadInForce;
  publisher: Publisher;
}

export interface Timekeeping {
  committed: Committed;
  parts: ServicePart[];
}

/** The sweep, which is the truth, the wake-ups, which make it prompt, and the sealer, which also announces. */
export function startTimekeeping({ env, telemetry, pool, readInForce, publisher }: TimekeepingNeeds): Timekeeping {
  // Whatever falls due before the sweep after next is asked for; the sweep between asks again.
  const horizonMs = env.SWEEP_SECONDS * 2_000;
  const count = clockMetrics(telemetry);
  const wakeUps = startWakeUps({
    redisUrl: env.REDIS_URL,
    prefix: `${env.KAFKA_TOPIC_PREFIX}${REDIS_PREFIX}`,
    telemetry,
    wake: () => processDue({ pool, committed }),
  });
  const arm = (times: readonly Date[]) => wakeUps.arm(wakeSlots(times, new Date(), horizonMs));
  function committed(advanced: readonly Advanced[]): void {
    count(advanced);
    arm(advanced.flatMap(({ clock }) => wakeTimeOf(clock) ?? []));
  }
  const sweep = startPasses({
    name: 'sweep',
    seconds: env.SWEEP_SECONDS,
    telemetry,
    pass: async () => {
      await recomputeCases({ pool, readInForce, committed });
      await processDue({ pool, committed });
      arm(await nextWakeTimes(pool, horizonMs));
    },
  });
  const sealNow = sealer({ pool, signer: sealingKeyPair(deriveKeys(env.HEARBACK_SECRET).sealing) });
  const seal = startPasses({
    name: 'seal',
    seconds: SEAL_SECONDS,
    telemetry,
    pass: async () => {
      await sealNow();
      await announce({ pool, publisher });
    },
  });
  return { committed, parts: [wakeUps, sweep, seal] };
}
