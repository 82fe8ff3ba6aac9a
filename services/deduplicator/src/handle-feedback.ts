/*
 * Guarantee: every feedback leaves with its relation at least once, always the same for the same delivery (same ce_id).
 * The handler is idempotent: the runner may call it again with the same messages, after any failure and at any time.
 * - A crash after deciding, before publishing: the next run gets the stored decisions and publishes them.
 * - A crash after publishing, before the offset is committed: the same events are published again, with the same ids.
 * - Redis is emptied between deciding and publishing: after publishing, the epoch differs, and the decisions are put back.
 *   If the process dies just there, a rebuild finds them on the topic.
 * - Parked and replayed: it comes from another position, yet gets the stored decision, which may never have left.
 * - Redis is away: throws; the runner tries again without end. Nothing is guessed.
 * It publishes by itself instead of leaving that to the runner, because a rebuild must wait until all decisions that were
 * taken have been acknowledged: it reads the topic to its end, and a decision after that end would be missing.
 */
import { feedbackDeduplicated, REPLAY_HEADERS, type Feedback, type Relation } from '@hearback/contracts';
import { park, pass, PublishRefused, type Message, type Outcome, type Publisher } from '@hearback/kafka';
import type { IdentityLinks } from './domain/identity-links';
import { textQuery, type TextQuery } from './domain/text-query';
import type { RedisWindow } from './io/redis-window';
import type { WindowKeeper } from './io/window-keeper';

export interface HandleFeedbackDeps {
  /** What people decided about identities; throws until it was read. */
  links(): Pick<IdentityLinks, 'speakerOf'>;
  window: Pick<RedisWindow, 'decide' | 'epoch' | 'insert'>;
  keeper: Pick<WindowKeeper, 'whileWhole'>;
  publish: Publisher['publish'];
  onDecided(relations: readonly Relation[], seconds: number): void;
  now(): number;
}

/** Decides a batch of one partition in order and publishes the relations. */
export function handleFeedback(deps: HandleFeedbackDeps): (messages: Message<Feedback>[]) => Promise<Outcome[]> {
  return async (messages) => {
    const links = deps.links();
    const queries = messages.map((message) => textQuery(message.data, deliveryOf(message), links));
    return deps.keeper.whileWhole(() => decideAndPublish(deps, messages, queries));
  };
}

function deliveryOf({ position, headers }: Message<Feedback>) {
  return { position, replay: headers[REPLAY_HEADERS.group] === 'deduplicator' };
}

async function decideAndPublish(
  deps: HandleFeedbackDeps,
  messages: Message<Feedback>[],
  queries: TextQuery[],
): Promise<Outcome[] | 'emptied'> {
  const startedAt = deps.now();
  const decisions = await deps.window.decide(queries, startedAt);
  if (!decisions) return 'emptied';
  const { epoch, relations } = decisions;
  deps.onDecided(relations, (deps.now() - startedAt) / 1000);
  const outcomes = await publishAll(deps, messages, relations);
  if ((await deps.window.epoch()) !== epoch) {
    const publishedAt = deps.now();
    await deps.window.insert(
      queries.map((query, index) => ({ query, relation: relations[index]!, publishedAt })),
      publishedAt,
    );
  }
  return outcomes;
}

/** Waits for every acknowledgement, also when one fails: a rebuild must find all that was sent. */
async function publishAll(
  { publish }: HandleFeedbackDeps,
  messages: Message<Feedback>[],
  relations: Relation[],
): Promise<Outcome[]> {
  const results = await Promise.allSettled(
    messages.map(({ data, traceparent }, index) =>
      publish(feedbackDeduplicated, { feedback: data, relation: relations[index]! }, { traceparent }),
    ),
  );
  return results.map((result) => {
    if (result.status === 'fulfilled') return pass();
    if (result.reason instanceof PublishRefused && result.reason.reason === 'too-large')
      return park('too-large', result.reason);
    throw result.reason;
  });
}
