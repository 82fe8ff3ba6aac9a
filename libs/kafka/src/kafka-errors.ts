import { KafkaJSError, KafkaJSNumberOfRetriesExceeded } from 'kafkajs';
import { PublishRefused } from './publish-refused';

interface KafkaFailure {
  name: string;
  type?: string;
  cause?: unknown;
}

/** Kafka itself is away or busy: trying again later is the only right thing. */
export function isKafkaOutage(error: unknown): boolean {
  if (error instanceof PublishRefused) return error.reason !== 'too-large';
  return error instanceof KafkaJSError;
}

const MEMBERSHIP = new Set([
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'FENCED_INSTANCE_ID',
]);

/** The group is rebalancing or has gone on without this member: kafkajs joins again when it sees this error. */
export function isMembershipLost(error: unknown): boolean {
  return MEMBERSHIP.has((error as KafkaFailure | null)?.type ?? '');
}

// Not retriable to kafkajs, yet nothing but a cluster that is going down or coming up: it swallows the connection
// error behind "no coordinator" when every broker fails between connect and answer.
const CLUSTER_AWAY = new Set([
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSLockTimeout',
  'KafkaJSTimeout',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
]);

/** Whether a consumer that kafkajs gave up may be started anew in this process; otherwise the process must end. */
export function mayRestart(error: unknown): boolean {
  for (let e = error as KafkaFailure | undefined; e; e = e.cause as KafkaFailure | undefined)
    if (CLUSTER_AWAY.has(e.name)) return true;
  return error instanceof KafkaJSNumberOfRetriesExceeded;
}
