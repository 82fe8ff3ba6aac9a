import { ACCESS_REGISTRY, deriveKeys, followAccess, type AccessRegistry, type Keys } from '@hearback/access';
import type { Source } from '@hearback/contracts';
import { connectKafka, createPublisher, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { DynamicModule, Provider } from '@nestjs/common';
import { CHANNEL_EDGE } from './io/channel-routes';
import { channelEdge, type ChannelDefinition, type ChannelEdge } from './io/channel-edge';
import { startReplays } from './io/start-replays';
import { startOutbound, type Outbound } from './io/start-outbound';
import { vendorAccess } from './io/vendor-access';
import { vendorHttp } from './io/vendor-http';

/** What every channel service needs of its environment: Kafka and the deployment's secret, nothing else. */
export interface ChannelEnv {
  KAFKA_BROKERS: string[];
  KAFKA_TOPIC_PREFIX: string;
  HEARBACK_SECRET: string;
  /** Vendors may be called without TLS; for tests and closed networks. */
  ALLOW_PLAIN_HTTP?: boolean | undefined;
}

const KAFKA = Symbol('KAFKA');
const PUBLISHER = Symbol('PUBLISHER');
const REPLAYS = Symbol('REPLAYS');
const WORK = Symbol('WORK');
/** Nest token of what the service does by itself. */
export const OUTBOUND = Symbol('OUTBOUND');
/** A hook waits for its vendor at most as long as one call may take; nothing else ends it. */
const NEVER = new AbortController().signal;

/** Wires a channel service: the directory's keys and sources, the publisher, and the edge that the routes work with. */
export function channelModule(definition: ChannelDefinition, env: ChannelEnv, telemetry: Telemetry): DynamicModule {
  class ChannelModule {}
  const keys = deriveKeys(env.HEARBACK_SECRET);
  const { service } = definition;
  return {
    module: ChannelModule,
    providers: [
      {
        provide: KAFKA,
        useFactory: () => connectKafka({ ...kafkaOf(env), clientId: service, telemetry }),
      },
      {
        provide: PUBLISHER,
        useFactory: (kafka: KafkaConnection) => createPublisher(kafka, { service, telemetry }),
        inject: [KAFKA],
      },
      {
        provide: ACCESS_REGISTRY,
        useFactory: (kafka: KafkaConnection) => followAccess(kafka, { telemetry, keys, sources: true }),
        inject: [KAFKA],
      },
      {
        provide: CHANNEL_EDGE,
        useFactory: (publisher: Publisher, registry: AccessRegistry) =>
          channelEdge(definition, { registry, publisher, telemetry, keys }),
        inject: [PUBLISHER, ACCESS_REGISTRY],
      },
      ...ownWork(definition, keys, env.ALLOW_PLAIN_HTTP ?? false),
    ],
  };
}

type Started = [kafka: KafkaConnection, publisher: Publisher, edge: ChannelEdge];
type Tools = [kafka: KafkaConnection, publisher: Publisher, registry: AccessRegistry, edge: ChannelEdge];
type Parts = [publisher: Publisher, registry: AccessRegistry, replays: ServicePart, out: Outbound, work: ServicePart[]];

/** What the service does beside answering requests; the parts in the order in which they are started. */
function ownWork({ work }: ChannelDefinition, keys: Keys, allowPlainHttp: boolean): Provider[] {
  return [
    {
      provide: WORK,
      useFactory: (...[kafka, publisher, registry, { telemetry, sealing }]: Tools) =>
        work?.({ kafka, publisher, registry, telemetry, keys, sealing }) ?? [],
      inject: [KAFKA, PUBLISHER, ACCESS_REGISTRY, CHANNEL_EDGE],
    },
    {
      provide: REPLAYS,
      useFactory: (...[kafka, publisher, edge]: Started) => startReplays(kafka, { edge, publisher, keys }),
      inject: [KAFKA, PUBLISHER, CHANNEL_EDGE],
    },
    {
      provide: OUTBOUND,
      useFactory: (...[kafka, publisher, edge]: Started) => {
        edge.vendorOf = (source, baseUrl) => vendorOf(source, baseUrl, { keys, allowPlainHttp });
        return startOutbound({ edge, kafka, publisher, keys, allowPlainHttp });
      },
      inject: [KAFKA, PUBLISHER, CHANNEL_EDGE],
    },
    {
      provide: SERVICE_PARTS,
      useFactory: (...[publisher, registry, replays, out, work]: Parts) => [
        publisher,
        registry,
        replays,
        ...out.parts,
        ...work,
      ],
      inject: [PUBLISHER, ACCESS_REGISTRY, REPLAYS, OUTBOUND, WORK],
    },
  ];
}

function vendorOf(source: Source, baseUrl: string, { keys, allowPlainHttp }: { keys: Keys; allowPlainHttp: boolean }) {
  const { settings } = source;
  const address = { baseUrl: settings.baseUrl ?? baseUrl, proxy: settings.proxy };
  return {
    access: vendorAccess(keys.secrets, source),
    http: vendorHttp({ ...address, allowPlainHttp, signal: NEVER }),
  };
}

function kafkaOf(env: ChannelEnv) {
  return { brokers: env.KAFKA_BROKERS, topicPrefix: env.KAFKA_TOPIC_PREFIX };
}
