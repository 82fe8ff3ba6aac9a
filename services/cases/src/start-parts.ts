import { deriveKeys, followAccess } from '@hearback/access';
import {
  canReply,
  caseChanged,
  CONSUMER_GROUPS,
  feedbackClassified,
  feedbackTakenDown,
  parkedTopic,
  replyDelivered,
  replyFailed,
  replyObserved,
  replyRequested,
} from '@hearback/contracts';
import { consume, createPublisher, encodeEvent, onEvent, onRaw, type KafkaConnection } from '@hearback/kafka';
import { isPostgresOutage, startOutboxRelay, type Pool } from '@hearback/postgres';
import type { Telemetry } from '@hearback/telemetry';
import type { CasesParts } from './cases.module';
import { countRegistrations } from './count-registrations';
import type { CasesEnv } from './env';
import { handleClassified } from './handle-classified';
import { handleParked } from './handle-parked';
import { handleReplyDelivered } from './handle-reply-delivered';
import { handleReplyFailed } from './handle-reply-failed';
import { handleReplyObserved } from './handle-reply-observed';
import { handleTakenDown } from './handle-taken-down';
import type { RegisterDeps } from './register';
import type { CommandDeps } from './run-command';
import { startSweep } from './sweep-waiting';

export const NAME = 'cases';

interface Started {
  env: CasesEnv;
  telemetry: Telemetry;
  pool: Pool;
  connection: KafkaConnection;
  onDead: (error: Error) => void;
}

/** Starts everything but the HTTP interface. The consumer comes last and is stopped first. */
export async function startParts(started: Started): Promise<CasesParts> {
  const { env, telemetry, pool, connection, onDead } = started;
  const publisher = await createPublisher(connection, { service: NAME, telemetry });
  const relay = startOutboxRelay({ pool, publisher, telemetry });
  const deps: RegisterDeps = {
    pool,
    now: () => new Date(),
    targetWaitMs: env.CASES_TARGET_WAIT_SECONDS * 1_000,
    encode: (event, traceparent) =>
      encodeEvent(caseChanged, event, { service: NAME, ...(traceparent === null ? {} : { traceparent }) }),
    published: relay.kick,
    count: countRegistrations(telemetry),
  };
  const sweep = startSweep(deps, (error) => telemetry.logger.warn({ err: error }, 'the sweep failed; it comes again'));
  const access = await followAccess(connection, { telemetry, keys: deriveKeys(env.HEARBACK_SECRET), sources: true });
  const consumer = await consume(connection, {
    group: NAME,
    telemetry,
    publisher,
    subscriptions: [
      onEvent(feedbackClassified, { batch: handleClassified(deps) }),
      onEvent(replyObserved, { batch: handleReplyObserved(deps) }),
      onEvent(replyDelivered, { batch: handleReplyDelivered(deps) }),
      onEvent(replyFailed, { each: handleReplyFailed(deps), concurrency: 4 }),
      onEvent(feedbackTakenDown, { batch: handleTakenDown(deps) }),
      ...CONSUMER_GROUPS.map((group) => onRaw(parkedTopic(group), { batch: handleParked(pool) })),
    ],
    isOutage: isPostgresOutage,
    onDead,
  });
  const database = { name: 'database', notReady: () => null, stop: () => pool.end() };
  const commands: CommandDeps = {
    ...deps,
    canReply: (sourceId) => {
      const source = access.sourceOf(sourceId);
      return source !== null && canReply(source);
    },
    encodeRequest: (request, traceparent) =>
      encodeEvent(replyRequested, request, { service: NAME, ...(traceparent === null ? {} : { traceparent }) }),
  };
  return { pool, access, commands, parts: [database, publisher, relay, sweep, access, consumer] };
}
