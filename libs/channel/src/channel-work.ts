import type { AccessRegistry, Keys } from '@hearback/access';
import type { KafkaConnection, Publisher } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { Sealing } from './domain/arrival';

/** What a channel service has at hand for work of its own. */
export interface ChannelTools {
  kafka: KafkaConnection;
  publisher: Publisher;
  registry: Pick<AccessRegistry, 'notReady' | 'sourceOf'>;
  telemetry: Telemetry;
  keys: Keys;
  sealing: Sealing;
}

/** Parts in the order they were started; they are stopped before the publisher. */
export type ChannelWork = (tools: ChannelTools) => Promise<ServicePart[]>;
