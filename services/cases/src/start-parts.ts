import { deriveKeys, followAccess, type AccessRegistry } from '@hearback/access';
import {
  caseChanged,
  CONSUMER_GROUPS,
  feedbackClassified,
  feedbackRefused,
  feedbackTakenDown,
  parkedTopic,
  refusalClosed,
  refusalReplayed,
  replyDelivered,
  replyFailed,
  replyObserved,
  replyRequested,
  replyWayOf,
} from '@hearback/contracts';
import { consume, createPublisher, encodeEvent, onEvent, onRaw, type KafkaConnection } from '@hearback/kafka';
import { isPostgresOutage, startOutboxRelay, type Pool } from '@hearback/postgres';
import type { Telemetry } from '@hearback/telemetry';
import type { CasesParts } from './cases.module';
import { countRegistrations } from './count-registrations';
import type { CasesEnv } from './env';
import { handleClassified } from './handle-classified';
import { handleParked } from './handle-parked';
import { handleRefused } from './handle-refused';
import { handleRefusalReplayed } from './handle-refusal-replayed';
import { handleReplyDelivered } from './handle-reply-delivered';
import { handleReplyFailed } from './handle-reply-failed';
import { handleReplyObserved } from './handle-reply-observed';
import { handleTakenDown } from './handle-taken-down';
import type { CallBackDeps } from './run-call-back';
import type { RefusalDeps } from './refusal-deps';
import type { RegisterDeps } from './register';
import { startSendingReplays } from './send-replays';
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
  const keys = deriveKeys(env.HEARBACK_SECRET);
  const publisher = await createPublisher(connection, { service: NAME, telemetry });
  const relay = startOutboxRelay({ pool, publisher, telemetry });
  const deps: RegisterDeps = {
    pool,
    now: () => new Date(),
    targetWaitMs: env.CASES_TARGET_WAIT_SECONDS * 1_000,
    encode: (event, traceparent) =>
      encodeEvent(caseChanged, event, { service: NAME, ...(traceparent === null ? {} : { traceparent }) }),
    encodeClosed,
    published: relay.kick,
    count: countRegistrations(telemetry),
  };
  const warn = (error: unknown) => telemetry.logger.warn({ err: error }, 'the sweep failed; it comes again');
  const sweep = startSweep(deps, warn);
  const replays = startSendingReplays({ pool, publisher, now: deps.now }, warn);
  const access = await followAccess(connection, { telemetry, keys, sources: true });
  const refusals = refusalsOf(started, { closed: relay.kick, requested: replays.kick });
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
      onEvent(feedbackRefused, { batch: handleRefused(refusals) }),
      onEvent(refusalReplayed, { batch: handleRefusalReplayed(refusals) }),
      ...CONSUMER_GROUPS.map((group) => onRaw(parkedTopic(group), { batch: handleParked(pool) })),
    ],
    isOutage: isPostgresOutage,
    onDead,
  });
  const database = { name: 'database', notReady: () => null, stop: () => pool.end() };
  return {
    pool,
    access,
    commands: commandsOf(deps, access),
    refusals,
    callBacks: callBacksOf(started, relay.kick),
    parts: [database, publisher, relay, sweep, replays, access, consumer],
  };
}

const encodeClosed: RefusalDeps['encodeClosed'] = (event, traceparent) =>
  encodeEvent(refusalClosed, event, { service: NAME, traceparent });

function refusalsOf(
  { env, pool }: Started,
  { closed, requested }: Pick<RefusalDeps, 'closed' | 'requested'>,
): RefusalDeps {
  return {
    pool,
    now: () => new Date(),
    encodeClosed,
    closed,
    requested,
    originals: deriveKeys(env.HEARBACK_SECRET).originals,
  };
}

function callBacksOf({ env, pool }: Started, published: CallBackDeps['published']): CallBackDeps {
  const about = (traceparent: string | null) => ({ service: NAME, ...(traceparent === null ? {} : { traceparent }) });
  return {
    pool,
    now: () => new Date(),
    encodeDelivered: (event, traceparent) => encodeEvent(replyDelivered, event, about(traceparent)),
    encodeFailed: (event, traceparent) => encodeEvent(replyFailed, event, about(traceparent)),
    published,
    contactsKey: deriveKeys(env.HEARBACK_SECRET).contacts,
  };
}

function commandsOf(deps: RegisterDeps, access: Pick<AccessRegistry, 'sourceOf'>): CommandDeps {
  return {
    ...deps,
    replyWayOf: (sourceId) => {
      const source = access.sourceOf(sourceId);
      return source && replyWayOf(source);
    },
    encodeRequest: (request, traceparent) =>
      encodeEvent(replyRequested, request, { service: NAME, ...(traceparent === null ? {} : { traceparent }) }),
  };
}
