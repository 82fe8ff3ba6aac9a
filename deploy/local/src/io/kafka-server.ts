import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkKafka } from './check-kafka';
import type { ServerPlan } from './server';
import type { ServerBinaries } from './server-binaries';

const run = promisify(execFile);

/** Broker and controller leave the cluster and close their segments. */
export const KAFKA_STOP: ServerPlan['stop'] = { signal: 'SIGTERM', withinMs: 30_000 };

export interface KafkaOptions {
  binaries: ServerBinaries;
  /** Its folder; holds the log, the configuration and nothing of others. */
  directory: string;
  port: number;
  controllerPort: number;
  logFile: string;
}

/** One Kafka broker that is its own controller (KRaft), on the loopback interface only. */
export function kafkaServer(options: KafkaOptions): ServerPlan {
  const configuration = join(options.directory, 'server.properties');
  const classpath = join(options.binaries.kafkaJars, '*');
  const address = `127.0.0.1:${options.port}`;
  return {
    name: 'kafka',
    title: 'Kafka',
    port: options.port,
    address,
    run: {
      command: options.binaries.java,
      args: [...JVM_OPTIONS, '-cp', classpath, 'kafka.Kafka', configuration],
      logFile: options.logFile,
    },
    stop: KAFKA_STOP,
    configuration: properties(options, join(options.directory, 'data')),
    prepare: async () => {
      await mkdir(options.directory, { recursive: true, mode: 0o700 });
      if (!existsSync(join(options.directory, 'data'))) await format(options, classpath);
      await writeFile(configuration, properties(options, join(options.directory, 'data')));
    },
    check: () => checkKafka(address),
  };
}

const JVM_OPTIONS = [
  '-Xms256m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS',
];

// Formatted under another name first: a folder called data is always a whole one, whenever we were interrupted.
async function format(options: KafkaOptions, classpath: string): Promise<void> {
  const unfinished = join(options.directory, 'unformatted');
  const configuration = join(options.directory, 'format.properties');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(configuration, properties(options, unfinished));
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await run(options.binaries.java, [
    ...JVM_OPTIONS,
    '-XX:TieredStopAtLevel=1',
    ...['-cp', classpath, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', configuration],
  ]);
  await rename(unfinished, join(options.directory, 'data'));
  await rm(configuration);
}

// Log flushing stays at Kafka's default: an acknowledged message survives the end of the process, as in production it
// survives by replication. Topics come from libs/contracts alone, hence no automatic creation.
function properties(options: KafkaOptions, dataDirectory: string): string {
  const broker = `PLAINTEXT://127.0.0.1:${options.port}`;
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${options.controllerPort}`,
    listeners: `${broker},CONTROLLER://127.0.0.1:${options.controllerPort}`,
    'advertised.listeners': broker,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDirectory.replaceAll('\\', '\\\\'),
    'auto.create.topics.enable': 'false',
    'num.partitions': '6',
    'offsets.topic.num.partitions': '8',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    // After a hard kill a broker waits for the session of its former self to end before it may serve again.
    'broker.session.timeout.ms': '4000',
    'broker.heartbeat.interval.ms': '1000',
    'message.max.bytes': '2097152',
    'replica.fetch.max.bytes': '2097152',
    'log.cleaner.dedupe.buffer.size': '33554432',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'num.recovery.threads.per.data.dir': '2',
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
