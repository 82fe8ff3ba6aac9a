import { ACCESS_REGISTRY, deriveKeys, followAccess, type AccessRegistry } from '@hearback/access';
import { connectKafka, createPublisher, type KafkaConnection, type Publisher } from '@hearback/kafka';
import { SERVICE_PARTS } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { CHANNEL_EDGE } from './io/channel-routes';
import { channelEdge, type ChannelDefinition, type ChannelEdge } from './io/channel-edge';

/** What every channel service needs of its environment: Kafka and the deployment's secret, nothing else. */
export interface ChannelEnv {
  KAFKA_BROKERS: string[];
  KAFKA_TOPIC_PREFIX: string;
  HEARBACK_SECRET: string;
}

type Parts = [KafkaConnection, Publisher, AccessRegistry, ChannelEdge];

const KAFKA = Symbol('KAFKA');
const PUBLISHER = Symbol('PUBLISHER');

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
        useFactory: () =>
          connectKafka({
            brokers: env.KAFKA_BROKERS,
            clientId: service,
            topicPrefix: env.KAFKA_TOPIC_PREFIX,
            telemetry,
          }),
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
        provide: SERVICE_PARTS,
        useFactory: async (...[kafka, publisher, registry, { sealing }]: Parts) => {
          const tools = { kafka, publisher, registry, telemetry, keys, sealing };
          return [publisher, registry, ...((await definition.work?.(tools)) ?? [])];
        },
        inject: [KAFKA, PUBLISHER, ACCESS_REGISTRY, CHANNEL_EDGE],
      },
    ],
  };
}
