import { randomUUID } from 'node:crypto';
import type { ApiKey, Channel, FormatFacts, ServiceName, Source } from '@hearback/contracts';
import { seal, unseal, type AccessRegistry, type Keys } from '@hearback/access';
import type { Publisher } from '@hearback/kafka';
import type { OpenApiRoute } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import type { Sealing } from '../domain/arrival';
import { believedSecrets } from '../domain/believed-secrets';
import type { Format } from '../format';
import type { ChannelWork } from '../channel-work';
import { SHARED_FORMATS } from '../formats';
import type { Poller, VendorAccess, VendorHttp } from '../poller';
import type { Sender } from '../sender';
import type { VendorStream } from '../vendor-stream';
import type { GapLedger } from './gap-ledger';
import type { OwnRoutes } from './own-routes';
import { channelMetrics, type ChannelMetrics } from './channel-metrics';

/** What makes one channel service differ from another. */
export interface ChannelDefinition {
  service: ServiceName;
  /** The channels whose sources it serves; the first one's default source takes posts that name none. */
  channels: readonly [Channel, ...Channel[]];
  formats: readonly Format[];
  /** Vendors that are asked, by format. */
  pollers?: readonly Poller[];
  /** Vendors that are listened to over connections that stay open, by format. */
  streams?: readonly VendorStream[];
  /** Vendors through which replies go out, by format. */
  senders?: readonly Sender[];
  /** Whether its sources may send files (POST /v1/files). */
  files?: boolean;
  /** Answers customers of sources with the setting `replyFrom` at their own address. */
  mail?: Sender;
  /** Address of this service as its vendors know it, without a slash at the end; some signatures cover it. */
  publicUrl?: string | undefined;
  /** Starts what the service does besides answering; ready and stopped with it. */
  work?: ChannelWork;
  /** Routes of this service alone, beside those of every channel. */
  ownRoutes?: OwnRoutes;
  /** How the OpenAPI document describes them. */
  ownOpenApi?: readonly OpenApiRoute[];
}

/** The formats of a service: its own, and those that every channel reads. */
export function formatsOf({ formats }: Pick<ChannelDefinition, 'formats'>): readonly Format[] {
  return [...formats, ...SHARED_FORMATS];
}

/** How payloads of this format show where they come from, in the words of the contracts' FORMATS. */
export function proofOf({ verify, secretAddress }: Format): FormatFacts['proof'] {
  if (secretAddress) return 'address';
  return verify ? 'signature' : 'bearer';
}

/** Everything the HTTP edge of a channel service works with. */
export interface ChannelEdge {
  definition: ChannelDefinition;
  registry: Pick<AccessRegistry, 'notReady' | 'apiKeyOf' | 'principalOf' | 'sourceOf' | 'sourcesOf' | 'defaultSource'>;
  publisher: Pick<Publisher, 'publish'>;
  telemetry: Telemetry;
  metrics: ChannelMetrics;
  sealing: Sealing;
  /** The secrets of a source that are believed now, the newest first. */
  secretsOf(source: Source): string[];
  /** The way to the vendor of a source, for formats that fetch; absent where nothing may be asked. */
  vendorOf?: (source: Source, baseUrl: string) => { access: VendorAccess; http: VendorHttp };
  /** Notes what was accepted; absent where nobody asks for it. */
  ledger?: Pick<GapLedger, 'heard'>;
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
    secretsOf: secretsReader(keys.secrets),
    randomId: randomUUID,
    now: () => new Date(),
  };
}

/** Each sealed secret is opened once, and forgotten with the state of the source that it belongs to. */
function secretsReader(key: Buffer): ChannelEdge['secretsOf'] {
  const opened = new WeakMap<object, string>();
  return (source) =>
    believedSecrets(source, new Date()).map((secret) => {
      const known = opened.get(secret) ?? unseal(key, secret.sealed).toString('utf8');
      opened.set(secret, known);
      return known;
    });
}
