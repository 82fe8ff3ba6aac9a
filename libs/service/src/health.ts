import type { FastifyInstance } from 'fastify';

interface HealthSources {
  notReady(): { part: string; reason: string }[];
  metricsText(): Promise<string>;
}

/** /health/live: the process answers. /health/ready: every part can work, else 503 and what is missing. /metrics: Prometheus. */
export function registerHealth(fastify: FastifyInstance, sources: HealthSources): void {
  fastify.get('/health/live', () => ({ status: 'live' }));
  fastify.get('/health/ready', (_request, reply) => {
    const missing = sources.notReady();
    return reply
      .status(missing.length === 0 ? 200 : 503)
      .send({ status: missing.length === 0 ? 'ready' : 'not ready', missing });
  });
  fastify.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await sources.metricsText()),
  );
}
