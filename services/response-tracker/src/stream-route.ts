import { authorize, type AccessRegistry } from '@hearback/access';
import { sendProblem } from '@hearback/service';
import type { FastifyInstance } from 'fastify';
import type { EventStream } from './io/event-stream';

/**
 * GET /v1/stream: server-sent events, on bare Fastify because Nest would hold the answer. Streams end before the server
 * closes, or closing would wait for their readers for ever.
 */
export function registerStream(fastify: FastifyInstance, stream: EventStream, access: AccessRegistry): void {
  fastify.addHook('preClose', async () => stream.closeAll());
  fastify.get('/v1/stream', async (request, reply) => {
    try {
      await authorize(access, request.headers.authorization, 'read');
    } catch (error) {
      return sendProblem(reply, error);
    }
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that gathers the answer would keep every event from the screen.
      'x-accel-buffering': 'no',
    });
    await stream.connect(reply.raw, lastEventId(request.headers['last-event-id'])).catch(() => reply.raw.destroy());
  });
}

function lastEventId(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
