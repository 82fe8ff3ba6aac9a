import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { ReplyAttempted } from '@hearback/contracts';
import type { SharedTable } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import { sendReply, type SendDeps } from './send-reply';

const LOOK_EVERY_MS = 250;
const AT_ONCE = 16;
const STOP_MS = 5_000;
const RETRY_MS = 2_000;
/** Requests are kept for 30 days on their topic; beyond that none can come again. */
const FORGET_AFTER_MS = 40 * 86_400_000;

type Deps = Omit<SendDeps, 'signal' | 'replica'> & { table: SharedTable<ReplyAttempted> };

/** Sends the replies of this service whose partition this replica holds; see sendReply for what a crash leads to. */
export function runSenders(deps: Deps): ServicePart {
  const rounds = new SendRounds(deps);
  return {
    name: 'senders',
    // What comes in needs none of it.
    notReady: () => null,
    stop: () => rounds.stop(),
  };
}

/** Until when a reply is left alone, unless another replica changes how it stands. */
interface Wait {
  atMs: number;
  state: ReplyAttempted['state'] | undefined;
  attempts: number | undefined;
}

class SendRounds {
  private readonly running = new Map<string, Promise<void>>();
  private readonly waits = new Map<string, Wait>();
  private readonly stopping = new AbortController();
  private readonly replica = randomUUID();
  private readonly timer: NodeJS.Timeout;
  private readonly replies;

  constructor(private readonly deps: Deps) {
    // Each call under way listens.
    setMaxListeners(4 * AT_ONCE, this.stopping.signal);
    this.replies = deps.edge.telemetry.meter.createCounter('hearback_replies', {
      description: 'Attempts to send replies, by what they came to',
    });
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_MS)));
    await Promise.race([Promise.all(this.running.values()), late]);
    clearTimeout(timer);
  }

  private look(): void {
    const { edge, table } = this.deps;
    if (this.stopping.signal.aborted || edge.registry.notReady() !== null) return;
    const nowMs = edge.now().getTime();
    for (const attempt of table.entries()) {
      if (attempt.service !== edge.definition.service || this.running.has(attempt.replyId)) continue;
      if (attempt.state === 'done') this.forget(attempt, nowMs);
      else if (this.running.size < AT_ONCE && !this.isLeftAlone(attempt, nowMs)) this.begin(attempt);
    }
  }

  private isLeftAlone({ replyId, state, attempts }: ReplyAttempted, nowMs: number): boolean {
    const wait = this.waits.get(replyId);
    return wait !== undefined && wait.atMs > nowMs && wait.state === state && wait.attempts === attempts;
  }

  private leaveAlone(replyId: string, atMs: number): void {
    const known = this.deps.table.of(replyId);
    this.waits.set(replyId, { atMs, state: known?.state, attempts: known?.attempts });
  }

  private forget({ replyId, at }: ReplyAttempted, nowMs: number): void {
    this.waits.delete(replyId);
    if (nowMs - Date.parse(at) >= FORGET_AFTER_MS) this.deps.table.remove(replyId).catch(() => undefined);
  }

  private begin(attempt: ReplyAttempted): void {
    const { replyId } = attempt;
    const turn = this.turn(attempt).finally(() => this.running.delete(replyId));
    this.running.set(replyId, turn);
  }

  private async turn(attempt: ReplyAttempted): Promise<void> {
    const { replyId } = attempt;
    const { edge } = this.deps;
    try {
      const turn = await sendReply(
        { ...this.deps, replica: this.replica, signal: this.stopping.signal },
        attempt,
        Math.random(),
      );
      this.replies.add(1, { channel: attempt.request?.channel ?? '', outcome: turn.outcome });
      if (turn.nextAtMs !== null) this.leaveAlone(replyId, turn.nextAtMs);
    } catch (error) {
      edge.telemetry.logger.warn({ replyId, error: (error as Error).name }, 'a reply could not be noted, trying again');
      this.leaveAlone(replyId, edge.now().getTime() + RETRY_MS);
    }
  }
}
