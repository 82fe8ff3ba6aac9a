import { randomUUID } from 'node:crypto';
import type { ApiKey, Channel, ServiceName, Source } from '@hearback/contracts';
import { seal, unseal, type AccessRegistry, type Keys } from '@hearback/access';
import type { Publisher } from '@hearback/kafka';
import type { Telemetry } from '@hearback/telemetry';
import type { Sealing } from '../domain/arrival';
import type { Format } from '../format';
import { channelMetrics, type ChannelMetrics } from './channel-metrics';

/** What makes one channel service differ from another. */
export interface ChannelDefinition {
  service: ServiceName;
  /** The channels whose sources it serves; the first one's default source takes posts that name none. */
  channels: readonly [Channel, ...Channel[]];
  formats: readonly Format[];
  /** Whether its sources may send files (POST /v1/files). */
  files?: boolean;
  /** Address of this service as its vendors know it, without a slash at the end; some signatures cover it. */
  publicUrl?: string | undefined;
}

/** Everything the HTTP edge of a channel service works with. */
export interface ChannelEdge {
  definition: ChannelDefinition;
  registry: Pick<AccessRegistry, 'notReady' | 'apiKeyOf' | 'sourceOf' | 'sourcesOf' | 'defaultSource'>;
  publisher: Pick<Publisher, 'publish'>;
  telemetry: Telemetry;
  metrics: ChannelMetrics;
  sealing: Sealing;
  /** The vendor's signing secret of a source, or null. */
  secretOf(source: Source): string | null;
  randomId(): string;
  now(): Date;
}

/** Who may post, and for which source. `key` is null when a vendor's signature stands in its place. */
export interface Admission {
  key: ApiKey | null;
  source: Source;
}

export function channelEdge(
  definition: ChannelDefinition,
  parts: Pick<ChannelEdge, 'registry' | 'publisher' | 'telemetry'> & { keys: Keys },
): ChannelEdge {
  const { registry, publisher, telemetry, keys } = parts;
  return {
    definition,
    registry,
    publisher,
    telemetry,
    metrics: channelMetrics(telemetry.meter),
    sealing: {
      identity: keys.identity,
      contacts: (plain) => seal(keys.contacts, plain),
      originals: (plain) => seal(keys.originals, plain),
    },
    secretOf: (source) =>
      source.secretEncrypted === undefined ? null : unseal(keys.secrets, source.secretEncrypted).toString('utf8'),
    randomId: randomUUID,
    now: () => new Date(),
  };
}
