import type { ChannelTools, ChannelWork } from '@hearback/channel';
import { callPartTaken } from '@hearback/contracts';
import { consume, onEvent, unreadOf, withAdmin, type KafkaConnection } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { CallLimits } from './domain/assemble-call';
import { CallDesk, NotYet } from './io/call-desk';
import { callMetrics } from './io/call-metrics';
import { callStore } from './io/call-store';
import { publishCall } from './io/publish-call';

const SWEEP_MS = 1_000;
// Its own: `channel-hotline` reads reply.requested, and members of a group read the same topics.
const GROUP = 'channel-hotline-calls';

/** Assembles pushes about calls into feedback, in the replica that holds their partition. */
export function assembleCalls(limits: CallLimits): ChannelWork {
  return async (tools: ChannelTools) => {
    const { kafka, publisher, telemetry, keys, registry } = tools;
    const now = () => new Date();
    const desk = new CallDesk({
      store: callStore({ kafka, publisher, key: keys.contacts, now }),
      publish: publishCall(tools, now),
      waiting: () => waitingParts(kafka),
      notReady: () => registry.notReady(),
      metrics: callMetrics(telemetry.meter),
      key: keys.contacts,
      limits,
      now,
    });
    const consumer = await consume(kafka, {
      group: GROUP,
      telemetry,
      publisher,
      isOutage: (error) => error instanceof NotYet,
      onAssigned: (partitions) => desk.assigned(partitionsOf(partitions)),
      onDead: (error) => {
        // Nothing here can mend it; a new process can.
        telemetry.logger.fatal({ err: error }, 'the assembly of calls has died');
        process.exit(1);
      },
      subscriptions: [onEvent(callPartTaken, { batch: (messages) => desk.handle(messages) })],
    });
    return [consumer, sweeper(desk, tools)];
  };
}

/** Up to which offset parts wait that were taken while nobody assembled them. */
async function waitingParts(kafka: KafkaConnection): Promise<Map<number, bigint>> {
  const unread = await withAdmin(kafka, (admin) =>
    unreadOf(admin, kafka.group(GROUP), kafka.topic(callPartTaken.topic)),
  );
  return new Map([...unread].map(([partition, { end }]) => [partition, end]));
}

function partitionsOf(names: ReadonlySet<string>): Set<number> {
  return new Set([...names].map((name) => Number(name.slice(name.lastIndexOf('/') + 1))));
}

function sweeper(desk: CallDesk, { telemetry }: ChannelTools): ServicePart {
  let stopped = false;
  let under: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    under = under
      .then(() => (stopped ? undefined : desk.sweep()))
      .catch((error: Error) => {
        telemetry.logger.warn({ error: error.name }, 'the calls that are due wait for the next sweep');
      });
  }, SWEEP_MS);
  return {
    name: 'sweep of calls',
    notReady: () => null,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await under;
    },
  };
}
