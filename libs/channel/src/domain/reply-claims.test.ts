import type { ReplyAttempted } from '@hearback/contracts';
import { attemptSupersedes, isClaimedBy } from './reply-step';

const ID = '2d0f5c1e-8a55-5c1f-9c53-0c9b1f6f1e01';
const at = '2026-03-02T12:00:00.000Z';
const claim = { replica: 'a', generation: 1 };
const state = (over: Partial<ReplyAttempted>): ReplyAttempted => {
  return { replyId: ID, service: 'channel-social', state: 'queued', attempts: 0, at, ...over };
};
const claimed = (replica: string, attempts = 1) =>
  state({ state: 'sending', attempts, claim: { replica, generation: 1 } });
const givenBack = (replica: string, attempts = 1) => ({ ...claimed(replica, attempts), state: 'queued' as const });

test.each([
  ['the first claim', claimed('a'), state({}), true],
  ['a second claim of the same attempt', claimed('b'), claimed('a'), false],
  [
    'a claim made before the partition was lost and won again',
    { ...claimed('a'), claim: { ...claim, generation: 2 } },
    claimed('a'),
    false,
  ],
  ['a claim that arrives twice', claimed('a'), claimed('a'), true],
  ['a copy of a claim that was given back', claimed('a'), givenBack('a'), false],
  ['what its owner gives back', givenBack('a'), claimed('a'), true],
  ['what another gives back', givenBack('b'), claimed('a'), false],
  ['the next attempt', claimed('b', 2), givenBack('a'), true],
  ['the end, told by whoever made the call', state({ state: 'done', attempts: 1 }), claimed('b', 2), true],
  ['the end once more', state({ state: 'done' }), state({ state: 'done' }), true],
  ['a claim of an earlier version', state({ state: 'sending', attempts: 1 }), state({}), true],
])('%s counts or not: %#', (...[, next, before, expected]) => expect(attemptSupersedes(next, before)).toBe(expected));

/** The topic of one reply, and replicas that each have read it up to somewhere. */
class Topic {
  readonly records: ReplyAttempted[] = [state({})];

  /** What a replica that has read so much makes of it. */
  upTo(length: number): ReplyAttempted {
    return this.records.slice(0, length).reduce((known, next) => (attemptSupersedes(next, known) ? next : known));
  }
}

type Choose = (among: number) => number;

/**
 * A replica that is stopped anywhere for any time: it knows the topic as it was some time ago, what it writes may arrive
 * late and twice, and it may die, or be afraid that it has lost its partition, between claim and call.
 */
function* replica(topic: Topic, name: string, world: { choose: Choose; calls: string[] }): Generator<void, void> {
  for (let turns = 0; turns < 4; turns++) {
    const known = topic.upTo(1 + world.choose(topic.records.length));
    yield;
    if (known.state !== 'queued') continue;
    const mine: ReplyAttempted = { ...claimed(name, known.attempts + 1), claim: { replica: name, generation: 1 } };
    topic.records.push(mine);
    const offset = topic.records.length;
    yield;
    if (world.choose(4) === 0) topic.records.push(mine);
    yield;
    if (!isClaimedBy(mine, topic.upTo(offset + world.choose(topic.records.length - offset + 1)))) continue;
    const fate = world.choose(4);
    if (fate === 0) return;
    if (fate > 1) world.calls.push(fate === 2 ? 'refused' : 'taken');
    yield;
    if (fate === 3) return void topic.records.push(state({ state: 'done', attempts: mine.attempts }));
    topic.records.push({ ...mine, state: 'queued' });
    yield;
    if (world.choose(3) === 0) topic.records.push(topic.upTo(1 + world.choose(topic.records.length)));
  }
}

test('whatever the order in which replicas are stopped and go on, a reply is taken at most once', () => {
  let taken = 0;
  for (let seed = 1; seed <= 3_000; seed++) {
    const choose = chooser(seed);
    const [topic, calls] = [new Topic(), [] as string[]];
    const replicas = ['a', 'b', 'c'].map((name) => replica(topic, name, { choose, calls }));
    while (replicas.length > 0) {
      const turn = choose(replicas.length);
      if (replicas[turn]!.next().done) replicas.splice(turn, 1);
    }
    const times = calls.filter((call) => call === 'taken').length;
    expect({ seed, twice: times > 1 }).toEqual({ seed, twice: false });
    taken += times;
  }
  // Many of them are, so the replicas do not merely wait for each other.
  expect(taken).toBeGreaterThan(1_000);
});

function chooser(seed: number): Choose {
  let random = seed;
  return (among) => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((random / 2 ** 32) * among);
  };
}
