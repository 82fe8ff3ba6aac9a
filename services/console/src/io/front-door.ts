import httpProxy from '@fastify/http-proxy';
import { SERVICES } from '@hearback/contracts';
import { ProblemError, sendProblem } from '@hearback/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FORWARDED_SERVICES, type ServiceAddresses } from '../domain/service-addresses';
import { upstreamProblem } from '../domain/upstream-problem';

// Server-sent events each hold a connection for as long as a console is open.
const CONNECTIONS_PER_SERVICE = 1_024;
const CONNECT_WITHIN_MS = 3_000;
const HEADERS_WITHIN_MS = 60_000;

/**
 * `/api/<name>/…` goes to that service as it came: method, query, headers, body and answer, streamed both ways. Nothing is
 * read, kept, limited or tried again here; limits and authentication are the service's own.
 */
export async function registerFrontDoor(fastify: FastifyInstance, addresses: ServiceAddresses): Promise<void> {
  for (const name of FORWARDED_SERVICES) {
    const { frontDoor } = SERVICES[name];
    if (frontDoor !== null) await fastify.register(forward, { name, frontDoor, upstream: addresses[name] });
  }
}

interface Forwarding {
  name: string;
  frontDoor: string;
  upstream: string;
}

// In a scope of its own, because bodies here must not be parsed.
async function forward(scope: FastifyInstance, { name, frontDoor, upstream }: Forwarding): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(httpProxy, {
    upstream,
    prefix: `/api/${frontDoor}`,
    rewritePrefix: '/',
    disableRequestLogging: true,
    undici: {
      connections: CONNECTIONS_PER_SERVICE,
      pipelining: 1,
      connect: { timeout: CONNECT_WITHIN_MS },
      headersTimeout: HEADERS_WITHIN_MS,
      // A stream of events may be silent for as long as nothing happens.
      bodyTimeout: 0,
    },
    replyOptions: {
      // The default repeats a GET that was answered 503; callers decide that by Retry-After.
      retryDelay: () => null,
      rewriteRequestHeaders: (request, headers) => ({ ...headers, ...forwardedHeaders(request as FastifyRequest) }),
      onError: (reply, { error }) => {
        const problem = upstreamProblem(name, (error.cause as { code?: string } | undefined)?.code);
        // What the caller still sends nobody reads any more; on this connection it would stand before the next request.
        const headers: Record<string, string> = { connection: 'close' };
        if (problem.status === 503) headers['retry-after'] = '2';
        void sendProblem(reply as never, new ProblemError(problem, headers));
      },
    },
  });
}

// Vendors sign the address they called, so a service must be able to know it.
function forwardedHeaders(request: FastifyRequest): Record<string, string> {
  const before = request.headers['x-forwarded-for'];
  return {
    'x-forwarded-for': [before, request.ip].flat().filter(Boolean).join(', '),
    'x-forwarded-host': String(request.headers['x-forwarded-host'] ?? request.headers.host ?? ''),
    'x-forwarded-proto': String(request.headers['x-forwarded-proto'] ?? request.protocol),
    'x-forwarded-prefix': request.url.split('/').slice(0, 3).join('/'),
  };
}
