import { refusalReplayRequested, TEXT_RETENTION_DAYS } from '@hearback/contracts';
import type { Publisher } from '@hearback/kafka';
import { inTransaction, type Pool } from '@hearback/postgres';
import type { ServicePart } from '@hearback/service';
import { forgetOriginals } from './io/refusal-store';
import { forgetSentAs } from './io/superseded-store';
import { lockUnsentReplays, markSent } from './io/replay-store';

interface SendDeps {
  pool: Pool;
  publisher: Publisher;
  now(): Date;
}

// Each may be 250 KB.
const AT_ONCE = 50;
const SWEEP_MS = 2_000;
const FORGET_EVERY_MS = 3_600_000;
const KEPT_MS = TEXT_RETENTION_DAYS * 86_400_000;

/**
 * Gives Kafka what people want read again, a page at a time; not through the outbox, which would hold every original once
 * more. At least once: a crash between the acknowledgement and the commit sends a page again, which reads it again.
 */
async function sendReplays({ pool, publisher, now }: SendDeps): Promise<void> {
  for (let sent = AT_ONCE; sent === AT_ONCE;)
    sent = await inTransaction(pool, async (client) => {
      const unsent = await lockUnsentReplays(client, AT_ONCE);
      await Promise.all(unsent.map((replay) => publisher.publish(refusalReplayRequested, replay)));
      await markSent(
        client,
        unsent.map(({ refusal }) => refusal.refusedId),
        now(),
      );
      return unsent.length;
    });
}

/** Sends soon after `kick`, and every 2 s what a crash or an outage left; drops originals that nobody needs any more. */
export function startSendingReplays(deps: SendDeps, warn: (error: unknown) => void): ServicePart & { kick(): void } {
  let running: Promise<void> | null = null;
  let wanted = false;
  let forgottenAt = 0;
  const pass = async () => {
    do {
      wanted = false;
      await sendReplays(deps);
    } while (wanted);
    const now = deps.now().getTime();
    if (now - forgottenAt < FORGET_EVERY_MS) return;
    forgottenAt = now;
    await forgetOriginals(deps.pool, new Date(now - KEPT_MS));
    await forgetSentAs(deps.pool, new Date(now - KEPT_MS));
  };
  const kick = () => {
    wanted = true;
    running ??= pass()
      .catch(warn)
      .finally(() => (running = null));
  };
  const timer = setInterval(kick, SWEEP_MS);
  timer.unref();
  return {
    name: 'replays',
    notReady: () => null,
    kick,
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
