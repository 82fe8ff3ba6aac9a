import { ACCESS_REGISTRY, deriveKeys, followAccess, type AccessRegistry, type Keys } from '@hearback/access';
import type { Source } from '@hearback/contracts';
import { connectKafka, createPublisher, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { DynamicModule, Provider } from '@nestjs/common';
import { CHANNEL_EDGE } from './io/channel-routes';
import { channelEdge, type ChannelDefinition, type ChannelEdge } from './io/channel-edge';
import { reachOf, type Reach, type ReachEnv } from './io/reach';
import { startReplays } from './io/start-replays';
import { startOutbound, type Outbound } from './io/start-outbound';
import { vendorAccess } from './io/vendor-access';
import { vendorHttp } from './io/vendor-http';

/** What every channel service needs of its environment: Kafka, the deployment's secret, and how far sources reach. */
export interface ChannelEnv extends ReachEnv {
  KAFKA_BROKERS: string[];
  KAFKA_TOPIC_PREFIX: string;
  HEARBACK_SECRET: string;
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
      ...ownWork(definition, keys, reachOf(env)),
    ],
  };
}

type Started = [kafka: KafkaConnection, publisher: Publisher, edge: ChannelEdge];
type Tools = [kafka: KafkaConnection, publisher: Publisher, registry: AccessRegistry, edge: ChannelEdge];
type Parts = [publisher: Publisher, registry: AccessRegistry, replays: ServicePart, out: Outbound, work: ServicePart[]];

/** What the service does beside answering requests; the parts in the order in which they are started. */
function ownWork({ work }: ChannelDefinition, keys: Keys, reach: Reach): Provider[] {
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
        edge.vendorOf = (source, baseUrl) => vendorOf(source, baseUrl, { keys, reach });
        return startOutbound({ edge, kafka, publisher, keys, reach });
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

function vendorOf(source: Source, baseUrl: string, { keys, reach }: { keys: Keys; reach: Reach }) {
  const { settings } = source;
  const address = { baseUrl: settings.baseUrl ?? baseUrl, proxy: settings.proxy };
  return {
    access: vendorAccess(keys.secrets, source),
    http: vendorHttp({ ...address, reach, signal: NEVER }),
  };
}

function kafkaOf(env: ChannelEnv) {
  return { brokers: env.KAFKA_BROKERS, topicPrefix: env.KAFKA_TOPIC_PREFIX };
}
