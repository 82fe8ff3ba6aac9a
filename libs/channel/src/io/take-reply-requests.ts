import { replyAttempted, type ReplyRequested } from '@hearback/contracts';
import { drop, pass, publication, type Message, type Outcome } from '@hearback/kafka';
import type { ChannelDefinition } from './channel-edge';

/**
 * Takes `reply.requested` for this service's channels into its own list of work, where the replica sends it that holds the
 * reply's partition. At least once: a request that comes again cannot undo what its attempts came to.
 */
export function takeReplyRequests(definition: ChannelDefinition, now: () => Date) {
  const { service, channels } = definition;
  return async (messages: Message<ReplyRequested>[]): Promise<Outcome[]> =>
    messages.map(({ data, traceparent }) => {
      if (!channels.includes(data.channel)) return drop('not-for-us');
      if (data.callBack) return drop('a-person-calls');
      const at = now().toISOString();
      const attempt = { replyId: data.replyId, service, state: 'queued' as const, attempts: 0, at, request: data };
      return pass(publication(replyAttempted, attempt, { traceparent }));
    });
}
