import type { ReplyAttempted } from '@hearback/contracts';
import { PublishRefused, type SharedTable } from '@hearback/kafka';
import { isClaimedBy, isFresh } from '../domain/reply-step';
import type { ChannelEdge } from './channel-edge';
import { untilElapsed } from './elapsed';

/** The table of attempts, as one replica has it. */
export type AttemptTable = Pick<SharedTable<ReplyAttempted>, 'write' | 'of' | 'generationOf'>;

export interface ClaimDeps {
  edge: Pick<ChannelEdge, 'now'>;
  table: AttemptTable;
  /** This process. */
  replica: string;
  signal: AbortSignal;
}

const RETRY_MS = 500;

/**
 * Claims the next attempt at a reply: `sending` is durable and read back among all that others wrote before the call is
 * made. Null when another replica was first, or when this one lost the partition, was stopped or was away from Kafka
 * meanwhile; then no call may be made, and what was claimed is given back, so that the reply waits for nobody. A crash in
 * between leaves `sending`, of which nobody knows whether the call was made.
 */
export async function claimAttempt(deps: ClaimDeps, attempt: ReplyAttempted): Promise<ReplyAttempted | null> {
  const { table, edge, replica, signal } = deps;
  const { replyId } = attempt;
  const generation = table.generationOf(replyId);
  if (generation === null) return null;
  const claimed: ReplyAttempted = {
    ...attempt,
    ...{ at: edge.now().toISOString(), state: 'sending', attempts: attempt.attempts + 1 },
    claim: { replica, generation },
  };
  const written = await table.write(claimed).then(() => true, unlessRefused);
  const read = written && table.generationOf(replyId) === generation;
  if (read && !isClaimedBy(claimed, table.of(replyId))) return null;
  if (read && !signal.aborted && isFresh(claimed, edge.now().getTime())) return claimed;
  await giveBack(deps, { ...claimed, state: attempt.state });
  return null;
}

/** Kafka may have it all the same. */
function unlessRefused(error: unknown): boolean {
  if (error instanceof PublishRefused) return false;
  throw error;
}

/** In the state before the claim: what became of an earlier call is not known by this one. Counts only where the claim did. */
async function giveBack({ table, edge, signal }: ClaimDeps, back: ReplyAttempted): Promise<void> {
  await untilTold({ signal }, () => table.write({ ...back, at: edge.now().toISOString() }));
}

/**
 * Tells Kafka, however long it is away, what nobody else knows.
 * @throws PublishRefused when the service is stopped meanwhile
 */
export async function untilTold<T>({ signal }: Pick<ClaimDeps, 'signal'>, tell: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await tell();
    } catch (error) {
      if (!(error instanceof PublishRefused) || signal.aborted) throw error;
      await untilElapsed(RETRY_MS, signal);
    }
  }
}

/**
 * Whether the reply still stands as this replica knows it, when all that others wrote is read: one that was stopped for
 * long must not give up what another has sent meanwhile. The record says nothing new.
 */
export async function stillStands({ table }: Pick<ClaimDeps, 'table'>, attempt: ReplyAttempted): Promise<boolean> {
  const { replyId } = attempt;
  const generation = table.generationOf(replyId);
  if (generation === null) return false;
  await table.write(attempt);
  const known = table.of(replyId);
  return (
    table.generationOf(replyId) === generation && known?.state === attempt.state && known.attempts === attempt.attempts
  );
}
