import { medianRun, millionGoals, percentile, staleness, timesOf, type MillionRun, type Phase } from './million-row';

describe('percentiles', () => {
  test('are values that were measured: the smallest that the share does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0, 0.5, 0.99, 0.991, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  test('are taken of values in any order, as numbers and not as words', () => {
    expect(timesOf([9, 100, 20.126])).toEqual({ p50: 20.13, p90: 100, p99: 100, most: 100 });
  });
});

test('the median run is the one in the middle, of two the worse', () => {
  expect(medianRun([30, 10, 20], (ms) => ms)).toBe(20);
  expect(medianRun([10, 20], (ms) => ms)).toBe(20);
  expect(medianRun([10], (ms) => ms)).toBe(10);
});

describe('a recorded run', () => {
  const recorded = { subject: 'a', versions: { node: 'v20.20.2', redis: '6.2.11' } };

  test('holds for what it was measured on, whatever the patch level of Node', () => {
    expect(staleness(recorded, { subject: 'a', node: 'v20.1.0' })).toEqual([]);
  });

  test('is stale when the script, the rules or the texts have changed, or Node has', () => {
    expect(staleness(recorded, { subject: 'b', node: 'v22.0.0' })).toEqual([
      'the script, its rules or how texts come to it have changed',
      'it ran on Node 20, this is 22',
    ]);
  });
});

test('a goal is missed at its limit only where the goal says under', () => {
  const times = { p50: 1, p90: 2, p99: 10, most: 20 };
  const phase: Phase = {
    name: 'batches of 16',
    texts: 10,
    answer: times,
    waiting: times,
    deciding: times,
    script: times,
    batch: times,
    cpuOfNode: 0.2,
    cpuOfRedis: 0.4,
  };
  const run: MillionRun = {
    measuredAt: '2026-11-22T00:00:00.000Z',
    subject: 'a',
    machine: { processors: 2, model: 'x', gigabytes: 8 },
    versions: { node: 'v20.0.0', redis: '6.2.11' },
    loadAverages: [0],
    rounds: 1,
    textsKnown: 500_000,
    redisBytes: 550_000_000,
    ceiling: times,
    phases: [{ ...phase, name: 'one text alone', answer: { ...times, p99: 9.99 } }, phase],
  };
  expect(millionGoals(run).map(({ name, measured, met }) => [name, measured, met])).toEqual([
    ['processor time of a text in all, batches of 16', '0.60 ms', true],
    ['p99 of the time to the relation, one text alone', '9.99 ms (p50 1)', true],
    ['p99 of the time to the relation, batches of 16', '10 ms (p50 1)', false],
    ['memory of Redis for a million texts', '1.10 GB', true],
  ]);
});
