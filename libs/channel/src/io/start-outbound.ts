import { randomUUID } from 'node:crypto';
import type { Keys } from '@hearback/access';
import { REPLYING_FORMATS, replyAttempted, replyRequested, sourcePolled } from '@hearback/contracts';
import { consume, onEvent, shareTable, type KafkaConnection, type Publisher } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import { attemptSupersedes } from '../domain/reply-step';
import { gate } from './admission';
import type { ChannelEdge } from './channel-edge';
import { startGapLedger, type GapLedger } from './gap-ledger';
import type { Reach } from './reach';
import { runPollers, type PolledSource, type Pollers } from './run-pollers';
import { runSenders } from './run-senders';
import { runStreams, type StreamedSource, type Streams } from './run-streams';
import { takeReplyRequests } from './take-reply-requests';

/** What a channel service does by itself, beside answering requests. */
export interface Outbound {
  /** In the order they were started. */
  parts: ServicePart[];
  ledger: GapLedger;
  /** Sources that this replica asks. */
  polled(): PolledSource[];
  /** Sources that this replica listens to. */
  streamed(): StreamedSource[];
}

export interface OutboundDeps {
  edge: ChannelEdge;
  kafka: KafkaConnection;
  publisher: Publisher;
  keys: Keys;
  reach: Reach;
}

/**
 * Starts asking vendors and sending replies. Waits for nothing; while Kafka is away neither is done.
 * @throws Error for a sender whose format `cases` does not know to carry replies
 */
export async function startOutbound(deps: OutboundDeps): Promise<Outbound> {
  const { senders = [] } = deps.edge.definition;
  const unlisted = senders.find(({ name }) => !REPLYING_FORMATS.includes(name));
  if (unlisted) throw new Error(`REPLYING_FORMATS of the contracts does not list ${unlisted.name}`);
  const { edge, kafka, publisher } = deps;
  const { telemetry, now } = edge;
  const { registry } = edge;
  const isKnown = (sourceId: string) => registry.notReady() !== null || registry.sourceOf(sourceId) !== null;
  const ledger = await startGapLedger({ kafka, publisher, telemetry, now, isKnown, instance: randomUUID() });
  edge.ledger = ledger;
  const inbound = inboundParts(deps);
  return {
    parts: [ledger, ...(inbound?.parts ?? []), ...(await senderParts(deps))],
    ledger,
    polled: () => inbound?.polling.sources() ?? [],
    streamed: () => inbound?.streaming.sources() ?? [],
  };
}

/** Asks and listens to vendors; whose partition of the cursors a replica holds, their streams it holds too. */
function inboundParts(deps: OutboundDeps): { parts: ServicePart[]; polling: Pollers; streaming: Streams } | undefined {
  const { edge, kafka, keys, reach } = deps;
  const { pollers = [], streams = [] } = edge.definition;
  if (pollers.length + streams.length === 0) return undefined;
  const table = shareTable(kafka, sourcePolled, memberOf(deps, 'pollers'));
  const way = { edge, table, secretsKey: keys.secrets, reach };
  const polling = runPollers(way, pollers);
  const streaming = runStreams({ ...way, gate: gate(edge) }, streams);
  return { parts: [table, polling, streaming], polling, streaming };
}

// In every channel service, because any source may have an address that replies are posted to.
async function senderParts(deps: OutboundDeps): Promise<ServicePart[]> {
  const { edge, kafka, publisher, keys, reach } = deps;
  const { definition, telemetry } = edge;
  const { senders = [], mail, service } = definition;
  const table = shareTable(kafka, replyAttempted, { ...memberOf(deps, 'senders'), supersedes: attemptSupersedes });
  const sending = runSenders({ edge, table, keys, senders, mail, reach });
  const requests = await consume(kafka, {
    group: service,
    telemetry,
    publisher,
    subscriptions: [onEvent(replyRequested, { batch: takeReplyRequests(definition, edge.now) })],
    onDead: endProcess(edge),
  });
  // Its joining is no reason to refuse feedback.
  return [table, sending, { ...requests, notReady: () => null }];
}

function memberOf({ edge, publisher }: OutboundDeps, work: string) {
  const { service } = edge.definition;
  return { group: `${service}-${work}`, service, telemetry: edge.telemetry, publisher, onDead: endProcess(edge) };
}

function endProcess({ telemetry }: ChannelEdge): (error: Error) => void {
  return (error) => {
    telemetry.logger.fatal({ err: error }, 'the Kafka client has died; the process must be started again');
    process.exit(1);
  };
}
