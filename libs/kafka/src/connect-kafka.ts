import type { Telemetry } from '@hearback/telemetry';
import { Kafka, logLevel, type ISocketFactory, type LogEntry, type RetryOptions } from 'kafkajs';
import { ownRecordCodec } from './own-record-codec';
import { quietRequestQueue } from './quiet-request-queue';
import { singleConnect } from './single-connect';

export interface ConnectOptions {
  /** host:port of some brokers; the rest is learned from them. */
  brokers: string[];
  clientId: string;
  /** Put before every topic and consumer group. */
  topicPrefix: string;
  telemetry: Telemetry;
  /** Opens the sockets; for tests that stand between client and broker. */
  socketFactory?: ISocketFactory;
}

/** How to reach a cluster. Opens nothing by itself: publisher, consumers and tables connect and disconnect on their own. */
export interface KafkaConnection {
  /** The topic's name on the cluster. */
  topic(name: string): string;
  /** The consumer group's name on the cluster. */
  group(name: string): string;
  /**
   * A client of its own: kafkajs keeps committed offsets by group for each client, so consumers must not share one.
   * `requestTimeoutMs` bounds every request beside long polls.
   */
  client(options: { requestTimeoutMs: number; retry: RetryOptions }): Kafka;
}

/** Describes a connection; never fails and never waits. */
export function connectKafka(options: ConnectOptions): KafkaConnection {
  quietRequestQueue();
  singleConnect();
  ownRecordCodec();
  return {
    topic: (name) => options.topicPrefix + name,
    group: (name) => options.topicPrefix + name,
    client: ({ requestTimeoutMs, retry }) =>
      new Kafka({
        brokers: options.brokers,
        clientId: options.clientId,
        connectionTimeout: 3_000,
        authenticationTimeout: 5_000,
        requestTimeout: requestTimeoutMs,
        retry,
        logLevel: logLevel.WARN,
        logCreator: () => (entry) => logEntry(options.telemetry, entry),
        socketFactory: patientSockets(options.socketFactory ?? kafkajsSockets()),
      }),
  };
}

function kafkajsSockets(): ISocketFactory {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- not part of kafkajs' typed surface
  return (require('kafkajs/src/network/socketFactory') as () => ISocketFactory)();
}

// kafkajs disconnects once for every request that a cut connection takes down, each time with a listener on the dead
// socket: harmless, but Node warns of a leak from the eleventh on.
function patientSockets(open: ISocketFactory): ISocketFactory {
  return (args) => open(args).setMaxListeners(0);
}

// kafkajs calls an error what it then tries again; whoever gives up logs an error itself.
function logEntry({ logger }: Telemetry, { namespace, log }: LogEntry): void {
  const { message, broker, groupId, topic } = log as LogEntry['log'] & Record<string, unknown>;
  logger.warn({ client: namespace, broker, groupId, topic }, message);
}
