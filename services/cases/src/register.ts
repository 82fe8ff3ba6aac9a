import type { CaseChanged } from '@hearback/contracts';
import {
  inTransaction,
  writeOutbox,
  type OutboxEntry,
  type OutboxRecord,
  type Pool,
  type PoolClient,
} from '@hearback/postgres';
import type { Arrival, HistoryEntry } from './domain/case';
import { newContents } from './domain/refusal';
import { registerFeedback, type Known, type Registration } from './domain/register-feedback';
import { targetOf } from './domain/settle-feedback';
import { saveCampaigns } from './io/campaign-store';
import { claimDeliveries } from './io/claim-deliveries';
import { loadKnown } from './io/load-known';
import { insertReplies, type ObservedReply } from './io/reply-store';
import { saveRegistration } from './io/save-registration';
import { insertTakenDown, pendingTakenDown, type TakenDown } from './io/taken-down-store';
import type { RefusalDeps } from './refusal-deps';
import { supersedeBy } from './supersede-refusals';

export interface RegisterDeps extends Pick<RefusalDeps, 'encodeClosed'> {
  pool: Pool;
  now(): Date;
  /** How long a feedback waits for the one it relates to, before it gets a case of its own. */
  targetWaitMs: number;
  /** `case.changed` as a record for the outbox. */
  encode(event: CaseChanged, traceparent: string | null): OutboxRecord;
  /** Called after each commit that wrote to the outbox, with what it wrote if at hand. */
  published(entries?: readonly OutboxEntry[]): void;
  /** Counts what was decided; never sees text. */
  count(decided: Registration): void;
}

export interface RegisterInput {
  arrivals?: readonly Arrival[];
  replies?: readonly ObservedReply[];
  takenDown?: readonly TakenDown[];
  /** Feedbacks whose wait may be over. */
  reconsider?: readonly string[];
}

/** What became of a delivery that was new. */
export type Ending = 'registered' | 'content-not-in-force';

/**
 * The one way into the register: load and lock -> decide -> save, in one transaction with the outbox. Returns what became
 * of the deliveries that were new, by id (CloudEvents id, replyId, feedbackId of a deletion); all others changed nothing.
 */
export async function register(deps: RegisterDeps, input: RegisterInput): Promise<Map<string, Ending>> {
  const done = await inTransaction(deps.pool, (client) => registerIn(client, deps, input));
  if (done.decided) deps.count(done.decided);
  if (done.written.length > 0) deps.published(done.written);
  const late = new Set(done.decided?.notInForce);
  return new Map([...done.fresh].map((id) => [id, late.has(id) ? 'content-not-in-force' : 'registered']));
}

async function registerIn(client: PoolClient, deps: RegisterDeps, input: RegisterInput) {
  const { reconsider = [] } = input;
  const { fresh, work } = await claim(client, input);
  if (fresh.size === 0 && reconsider.length === 0) return { fresh, decided: null, written: [] };
  const feedbackIds = [...new Set([...idsOf(work), ...reconsider])];
  const known = await loadKnown(client, feedbackIds);
  // Hardly ever any, so a batch of feedback does not ask; the sweep does.
  const asks = work.takenDown.length + reconsider.length > 0;
  const takenDown = asks ? await pendingTakenDown(client, feedbackIds) : [];
  const decided = registerFeedback({
    arrivals: work.arrivals,
    known: { ...known, ...traced({ replies: known.replies, takenDown }, work) },
    now: deps.now(),
    waitMs: deps.targetWaitMs,
  });
  await saveRegistration(client, decided);
  await saveCampaigns(client, work.arrivals);
  const closed = await supersedeBy(client, deps, newContents(decided));
  const written = await writeHistoryToOutbox(client, deps, decided.history);
  if (closed.length > 0) written.push(...(await writeOutbox(client, closed)));
  return { fresh, decided, written };
}

type Work = Required<Omit<RegisterInput, 'reconsider'>>;

/** Enters what came in the inboxes, and says what of it is new. */
async function claim(client: PoolClient, input: RegisterInput): Promise<{ fresh: Set<string>; work: Work }> {
  const { arrivals = [], replies = [], takenDown = [] } = input;
  const claimed =
    arrivals.length === 0
      ? new Set<string>()
      : await claimDeliveries(
          client,
          arrivals.map((a) => a.ceId),
        );
  const freshReplies = await insertReplies(client, replies);
  const freshTakenDown = await insertTakenDown(client, takenDown);
  const work = {
    arrivals: onlyFirst(arrivals, claimed),
    replies: replies.filter((r) => freshReplies.has(r.replyId)),
    takenDown: takenDown.filter((t) => freshTakenDown.has(t.feedbackId)),
  };
  return { fresh: new Set([...claimed, ...freshReplies, ...freshTakenDown]), work };
}

/** What came just now continues its trace. */
function traced(pending: Pick<Known, 'replies' | 'takenDown'>, work: Work): typeof pending {
  const replies = new Map(work.replies.map((reply) => [reply.replyId, reply.traceparent]));
  const takenDown = new Map(work.takenDown.map((one) => [one.feedbackId, one.traceparent]));
  return {
    replies: pending.replies.map((reply) => ({ ...reply, traceparent: replies.get(reply.replyId) ?? null })),
    takenDown: pending.takenDown.map((one) => ({ ...one, traceparent: takenDown.get(one.feedbackId) ?? null })),
  };
}

export async function writeHistoryToOutbox(
  client: PoolClient,
  deps: Pick<RegisterDeps, 'encode'>,
  history: readonly HistoryEntry[],
): Promise<OutboxEntry[]> {
  return writeOutbox(
    client,
    history.map((entry) => deps.encode(entry.event, entry.traceparent)),
  );
}

// A batch may hold the same delivery twice.
function onlyFirst(arrivals: readonly Arrival[], fresh: ReadonlySet<string>): Arrival[] {
  const left = new Set(fresh);
  return arrivals.filter((arrival) => left.delete(arrival.ceId));
}

function idsOf(work: Work): string[] {
  return [
    ...work.arrivals.flatMap(({ feedback: { feedbackId }, relation }) => {
      const target = targetOf({ feedbackId, relation });
      return target === null ? [feedbackId] : [feedbackId, target];
    }),
    ...work.replies.map((reply) => reply.feedbackId),
    ...work.takenDown.map((one) => one.feedbackId),
  ];
}
