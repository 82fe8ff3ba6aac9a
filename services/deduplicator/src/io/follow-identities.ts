import { identityChanged } from '@hearback/contracts';
import { followTable, type KafkaConnection } from '@hearback/kafka';
import type { ServicePart } from '@hearback/service';
import type { Telemetry } from '@hearback/telemetry';
import { identityLinks, type IdentityLinks } from '../domain/identity-links';

/** What people decided about identities has not been read yet: feedback waits, nobody is guessed to be one customer. */
export class IdentitiesNotRead extends Error {
  override readonly name = 'IdentitiesNotRead';
}

export interface FollowedIdentities extends ServicePart {
  /** @throws IdentitiesNotRead until the topic was read once to its end; later what is known stays in force */
  links(): IdentityLinks;
}

/** Follows what the directory publishes about identities. */
export async function followIdentities(connection: KafkaConnection, telemetry: Telemetry): Promise<FollowedIdentities> {
  const links = identityLinks();
  let read = false;
  const table = await followTable(connection, identityChanged, {
    telemetry,
    onRecord: (key, record) => {
      if (record === null || record.kind === 'identity') links.apply(key, record);
    },
  });
  return {
    name: 'identities',
    notReady: () => table.notReady(),
    stop: () => table.stop(),
    links: () => {
      read ||= table.caughtUp;
      if (!read) throw new IdentitiesNotRead('what people decided about identities has not been read yet');
      return links;
    },
  };
}
