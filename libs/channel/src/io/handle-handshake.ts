import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gate } from './admission';
import type { ChannelEdge } from './channel-edge';
import { handshakeOf, hookCall, hookRequestOf, sendAsTold } from './hook-call';
import { methodNotAllowed } from './refusals';

const NO_BODY = Buffer.alloc(0);

/**
 * GET and OPTIONS /v1/hooks/<sourceId>: a vendor asks whether the address is ours before it delivers. Answered for a paused
 * source too: a vendor that finds nobody gives up its subscription, and the pause would outlast itself.
 */
export function handleHandshake(edge: ChannelEdge, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = hookCall(edge, gate, request);
    const answer = handshakeOf(call, request, hookRequestOf(edge, request, NO_BODY));
    if (!answer) throw methodNotAllowed();
    return sendAsTold(reply, answer);
  };
}
