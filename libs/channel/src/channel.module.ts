import { ACCESS_REGISTRY, deriveKeys, followAccess, type AccessRegistry } from '@hearback/access';
import { connectKafka, createPublisher, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { SERVICE_PARTS } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { CHANNEL_EDGE } from './io/channel-routes';
import { channelEdge, type ChannelDefinition, type ChannelEdge } from './io/channel-edge';
import { startOutbound, type Outbound } from './io/start-outbound';

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
/** Nest token of what the service does by itself. */
export const OUTBOUND = Symbol('OUTBOUND');

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
      {
        provide: OUTBOUND,
        useFactory: (kafka: KafkaConnection, publisher: Publisher, edge: ChannelEdge) =>
          startOutbound({ edge, kafka, publisher, keys, allowPlainHttp: env.ALLOW_PLAIN_HTTP ?? false }),
        inject: [KAFKA, PUBLISHER, CHANNEL_EDGE],
      },
      {
        provide: SERVICE_PARTS,
        useFactory: (publisher: Publisher, registry: AccessRegistry, out: Outbound) => [
          publisher,
          registry,
          ...out.parts,
        ],
        inject: [PUBLISHER, ACCESS_REGISTRY, OUTBOUND],
      },
    ],
  };
}

function kafkaOf(env: ChannelEnv) {
  return { brokers: env.KAFKA_BROKERS, topicPrefix: env.KAFKA_TOPIC_PREFIX };
}
