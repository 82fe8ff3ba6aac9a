import { freePorts } from './free-ports';
import type { ServerName } from './server';
import { waitUntilGiven } from './given-server';

export interface StartedContainer {
  /** Kafka: host:port. PostgreSQL and Redis: a connection string. */
  address: string;
  stop(): Promise<void>;
}

export interface ContainerOptions {
  /** Port on this machine; default a free one. */
  port?: number;
  /** Named volume that keeps the data after the container; without it they go with the container. */
  volume?: string;
}

interface Recipe {
  image: string;
  /** Port inside the container; Kafka listens inside on the same number as outside, because it tells clients that number. */
  inside(port: number): number;
  environment(port: number): Record<string, string>;
  dataFolder: string;
  command?: string[];
  address(host: string, port: number): string;
}

const PASSWORD = 'hearback';

const RECIPES: Record<ServerName, Recipe> = {
  kafka: {
    image: 'apache/kafka:4.1.1',
    inside: (port) => port,
    environment: kafkaEnvironment,
    dataFolder: '/var/lib/kafka/data',
    address: (host, port) => `${host}:${port}`,
  },
  postgres: {
    image: 'postgres:17',
    inside: () => 5432,
    environment: () => ({
      POSTGRES_USER: 'hearback',
      POSTGRES_PASSWORD: PASSWORD,
      POSTGRES_DB: 'hearback',
      POSTGRES_INITDB_ARGS: '--locale=C --encoding=UTF8',
      PGDATA: '/var/lib/hearback/data',
    }),
    dataFolder: '/var/lib/hearback',
    command: ['postgres', '-c', 'max_connections=300'],
    address: (host, port) => `postgresql://hearback:${PASSWORD}@${host}:${port}/hearback`,
  },
  redis: {
    image: 'redis:7',
    inside: () => 6379,
    environment: () => ({}),
    dataFolder: '/data',
    command: ['redis-server', '--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
    address: (host, port) => `redis://${host}:${port}`,
  },
};

/** Starts one server in a container (HEARBACK_SERVERS=docker) and waits until it answers. */
export async function startContainer(name: ServerName, options: ContainerOptions = {}): Promise<StartedContainer> {
  // Loaded only here: testcontainers takes half a second, and nobody else needs it.
  const { GenericContainer } = await import('testcontainers');
  const recipe = RECIPES[name];
  const port = options.port ?? (await freePorts(1))[0]!;
  let container = new GenericContainer(recipe.image)
    .withExposedPorts({ container: recipe.inside(port), host: port })
    .withEnvironment(recipe.environment(port));
  if (recipe.command) container = container.withCommand(recipe.command);
  if (options.volume)
    container = container.withBindMounts([{ source: options.volume, target: recipe.dataFolder, mode: 'rw' }]);
  const started = await container.start();
  const address = recipe.address(started.getHost() === 'localhost' ? '127.0.0.1' : started.getHost(), port);
  await waitUntilGiven(name, address, 60_000);
  return { address, stop: async () => void (await started.stop({ timeout: 20_000, remove: true })) };
}

function kafkaEnvironment(port: number): Record<string, string> {
  const controller = port + 1;
  return {
    CLUSTER_ID: 'q1Sh-9_ISia_zwGINzRvyQ',
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_CONTROLLER_QUORUM_VOTERS: `1@localhost:${controller}`,
    KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:${controller}`,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_LOG_DIRS: '/var/lib/kafka/data',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '8',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_MESSAGE_MAX_BYTES: '2097152',
    KAFKA_REPLICA_FETCH_MAX_BYTES: '2097152',
    KAFKA_HEAP_OPTS: '-Xmx512m',
  };
}
