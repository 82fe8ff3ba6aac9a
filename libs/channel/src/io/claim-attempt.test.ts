import type { ReplyAttempted } from '@hearback/contracts';
import { PublishRefused } from '@hearback/kafka';
import { attemptSupersedes, CLAIM_LASTS_MS } from '../domain/reply-step';
import { claimAttempt, stillStands, type AttemptTable } from './claim-attempt';

const T = Date.parse('2026-03-02T12:00:00.000Z');
const queued: ReplyAttempted = {
  replyId: '2d0f5c1e-8a55-5c1f-9c53-0c9b1f6f1e01',
  ...{ service: 'channel-social', state: 'queued', attempts: 0, at: new Date(T).toISOString() },
};
const others: ReplyAttempted = { ...queued, state: 'sending', attempts: 1, claim: { replica: 'other', generation: 4 } };

/** A topic that this replica reads; `during` happens while its claim is on the way. */
function topic(during: (world: ReturnType<typeof topic>) => void = () => undefined) {
  const stopping = new AbortController();
  const world = {
    records: [queued],
    generation: 2 as number | null,
    nowMs: T,
    away: false,
    stop: () => stopping.abort(),
    known: () => world.records.reduce((known, next) => (attemptSupersedes(next, known) ? next : known)),
    deps: () => ({ edge: { now: () => new Date(world.nowMs) }, table, replica: 'me', signal: stopping.signal }),
    said: () => world.records.slice(1).map(({ state, claim }) => `${state} by ${claim?.replica ?? 'nobody'}`),
  };
  let writes = 0;
  const table: AttemptTable = {
    generationOf: () => world.generation,
    of: () => (world.generation === null ? undefined : world.known()),
    write: async (attempt) => {
      if (writes++ === 0) during(world);
      const { away } = world;
      world.away = false;
      if (away) throw new PublishRefused('unavailable', 5);
      world.records.push(attempt);
    },
  };
  return world;
}

test('an attempt that nobody has claimed is claimed under who and when', async () => {
  const world = topic();
  const claim = { replica: 'me', generation: 2 };
  expect(await claimAttempt(world.deps(), queued)).toEqual({ ...queued, state: 'sending', attempts: 1, claim });
  expect(world.said()).toEqual(['sending by me']);
});

test('one that another was first to claim is left to it', async () => {
  const world = topic(({ records }) => records.push(others));
  expect(await claimAttempt(world.deps(), queued)).toBeNull();
  expect([world.known(), world.said()]).toEqual([others, ['sending by other', 'sending by me']]);
});

test('without the partition nothing is claimed', async () => {
  const world = topic();
  world.generation = null;
  expect([await claimAttempt(world.deps(), queued), world.said()]).toEqual([null, []]);
});

test.each([
  ['that loses its partition', (world: ReturnType<typeof topic>) => (world.generation = null)],
  ['that loses it and is given it again', (world: ReturnType<typeof topic>) => (world.generation = 3)],
  ['that is being stopped', (world: ReturnType<typeof topic>) => world.stop()],
  ['that stood still for long', (world: ReturnType<typeof topic>) => (world.nowMs += CLAIM_LASTS_MS)],
])('a replica %s gives the attempt back, so that it is sent by another at once', async (_what, during) => {
  const world = topic(during);
  expect(await claimAttempt(world.deps(), queued)).toBeNull();
  expect([world.known().state, world.said()]).toEqual(['queued', ['sending by me', 'queued by me']]);
});

test('a claim of which Kafka did not say that it has it is given back when Kafka answers', async () => {
  const world = topic((w) => (w.away = true));
  expect([await claimAttempt(world.deps(), queued), world.said()]).toEqual([null, ['queued by me']]);
});

test('what another was first to claim is not given back by who lost it', async () => {
  const world = topic((w) => {
    w.records.push(others);
    w.generation = null;
  });
  await claimAttempt(world.deps(), queued);
  expect([world.known(), world.said().at(-1)]).toEqual([others, 'queued by me']);
});

test('a reply is given up only if it still stands as it was known', async () => {
  const [same, moved] = [topic(), topic(({ records }) => records.push(others))];
  expect(await Promise.all([same, moved].map((world) => stillStands(world.deps(), queued)))).toEqual([true, false]);
});
