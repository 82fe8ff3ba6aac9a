import type { Keys } from '@hearback/access';
import { sourcePolled } from '@hearback/contracts';
import { shareTable, type KafkaConnection, type Publisher } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { ChannelEdge } from './channel-edge';
import { runPollers } from './run-pollers';

/** What a channel service does by itself, beside answering requests. */
export interface Outbound {
  /** In the order they were started. */
  parts: ServicePart[];
}

export interface OutboundDeps {
  edge: ChannelEdge;
  kafka: KafkaConnection;
  publisher: Publisher;
  keys: Keys;
  allowPlainHttp: boolean;
}

/** Starts asking vendors. Waits for nothing; while Kafka is away nothing is asked. */
export function startOutbound(deps: OutboundDeps): Outbound {
  const { pollers = [] } = deps.edge.definition;
  return { parts: pollers.length === 0 ? [] : pollerParts(deps) };
}

function pollerParts({ edge, kafka, publisher, keys, allowPlainHttp }: OutboundDeps): ServicePart[] {
  const { definition, telemetry } = edge;
  const { service } = definition;
  const table = shareTable(kafka, sourcePolled, {
    group: `${service}-pollers`,
    service,
    telemetry,
    publisher,
    onDead: endProcess(edge),
  });
  const polling = runPollers({ edge, table, secretsKey: keys.secrets, allowPlainHttp }, definition.pollers ?? []);
  return [table, polling];
}

function endProcess({ telemetry }: ChannelEdge): (error: Error) => void {
  return (error) => {
    telemetry.logger.fatal({ err: error }, 'the Kafka client has died; the process must be started again');
    process.exit(1);
  };
}
