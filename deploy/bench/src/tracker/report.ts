import type { FlowResult } from './measure-flow';
import type { ProofResult } from './measure-proof';
import type { Read } from './measure-reads';
import type { RedisResult } from './measure-redis';
import type { SweepResult } from './measure-sweep';
import type { SeedResult } from './seed';

/** What, how much, and what was wanted or is the ceiling. */
export type Line = readonly [string, string, string];

const whole = (value: number) => Math.round(value).toLocaleString('en');
const seconds = (value: number) => `${value.toFixed(value < 1 ? 3 : 1)} s`;
const reached = (yes: boolean, wanted: string) => `${wanted}: ${yes ? 'reached' : 'NOT reached'}`;

export function seedLines(seeded: SeedResult): Line[] {
  const { past, running, cases, facts, events, checkpoints } = seeded;
  const counts = `${whole(past)} past and ${whole(running)} running clocks`;
  return [
    [
      'seeded',
      counts,
      `${whole(cases)} cases, ${whole(facts)} facts, ${whole(events)} events in ${seconds(seeded.seconds)}`,
    ],
    ['sealing while seeding', `${whole(events / seeded.sealSeconds)} events/s`, `${whole(checkpoints)} checkpoints`],
  ];
}

export function sweepLines({ passes, idleSeconds, sealedPerSecond }: SweepResult): Line[] {
  return [
    ...passes.map(({ due, seconds: taken }): Line => {
      return [`sweep, ${whole(due)} due at once`, seconds(taken), reached(taken < 1, 'under 1 s')];
    }),
    ['sweep, nothing due', seconds(idleSeconds), ''],
    ['sealing', `${whole(sealedPerSecond)} events/s`, ''],
  ];
}

export function flowLines({ starting, meeting, changes, events, ceiling }: FlowResult): Line[] {
  const ratio = `${whole(changes)} changes of cases/s; ${(events / ceiling).toFixed(2)} of bare inserts, ${whole(ceiling)} rows/s`;
  return [
    ['starting clocks, by Kafka', `${whole(starting)} events/s`, reached(starting >= 3_000, '3,000/s')],
    ['meeting clocks, by Kafka', `${whole(meeting)} events/s`, reached(meeting >= 3_000, '3,000/s')],
    ['both', `${whole(events)} events/s`, ratio],
  ];
}

const WANTED_MS: readonly (readonly [RegExp, number])[] = [
  [/^response rate by channel, 30 days/, 50],
  [/as of/, 500],
];

export function readLines(reads: readonly Read[]): Line[] {
  return reads.map(({ name, p50Ms, p95Ms }) => {
    const wanted = WANTED_MS.find(([pattern]) => pattern.test(name))?.[1];
    const verdict = wanted === undefined ? '' : reached(p95Ms < wanted, `p95 under ${wanted} ms`);
    return [name, `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`, verdict];
  });
}

export function redisLines({ megabytes, jobs }: RedisResult): Line[] {
  return [['Redis', `${megabytes.toFixed(1)} MB, ${whole(jobs)} jobs`, reached(megabytes < 200, 'under 200 MB')]];
}

export function proofLines({ day, seconds: taken, megabytes, verifySeconds }: ProofResult): Line[] {
  return [
    [`proof of ${day}`, `${seconds(taken)}, ${megabytes.toFixed(1)} MB`, `verified in ${seconds(verifySeconds)}`],
  ];
}
