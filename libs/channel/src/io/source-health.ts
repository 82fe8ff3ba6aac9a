import { authorize, type AccessRegistry } from '@hearback/access';
import { PROBLEM_CONTENT_TYPE, type Source } from '@hearback/contracts';
import { problemOf } from '@hearback/service';
import type { Meter } from '@hearback/telemetry';
import type { FastifyInstance } from 'fastify';
import type { ChannelDefinition } from './channel-edge';
import type { GapLedger } from './gap-ledger';
import type { PolledSource } from './run-pollers';
import type { StreamedSource } from './run-streams';

export interface HealthDeps {
  definition: ChannelDefinition;
  registry: AccessRegistry;
  ledger: Pick<GapLedger, 'hearing'>;
  /** Those that this replica asks. */
  polled(): PolledSource[];
  /** Those that this replica listens to. */
  streamed(): StreamedSource[];
}

/** How a source of this service is heard and asked. */
export function healthOf({ ledger, polled, streamed }: HealthDeps, source: Source) {
  const { lastAt, rhythm, last24Hours, gaps } = ledger.hearing(source);
  const poll = polled().find(({ sourceId }) => sourceId === source.sourceId);
  const stream = streamed().find(({ sourceId }) => sourceId === source.sourceId);
  const quiet = rhythm.state === 'quiet' ? { since: new Date(rhythm.since).toISOString() } : {};
  return {
    sourceId: source.sourceId,
    channel: source.channel,
    name: source.name,
    health: source.state === 'paused' ? 'paused' : rhythm.state,
    ...quiet,
    ...(rhythm.state !== 'learning' && { expected: rhythm.expected, observed: rhythm.observed }),
    lastAt,
    last24Hours,
    gaps,
    poll: poll ? pollOf(poll) : null,
    stream: stream ? streamOf(stream) : null,
  };
}

function pollOf({ state, why, everySeconds, nextAtMs }: PolledSource) {
  return { state, ...(why !== undefined && { why }), everySeconds, nextAt: new Date(nextAtMs).toISOString() };
}

function streamOf({ state, why, sinceMs, nextAtMs, open, connections }: StreamedSource) {
  return {
    state,
    ...(why !== undefined && { why }),
    since: new Date(sinceMs).toISOString(),
    ...(nextAtMs !== null && { nextAt: new Date(nextAtMs).toISOString() }),
    open,
    connections,
  };
}

function sourcesOf({ definition, registry }: HealthDeps): Source[] {
  return definition.channels.flatMap((channel) => registry.sourcesOf(channel));
}

/** GET /v1/health/sources, scope `read`: the sources of this service, the quiet ones first. */
export async function healthRoutes(fastify: FastifyInstance, deps: HealthDeps): Promise<void> {
  fastify.get('/v1/health/sources', async (request, reply) => {
    try {
      await authorize(deps.registry, request.headers.authorization, 'read');
      const items = sourcesOf(deps).map((source) => healthOf(deps, source));
      items.sort((a, b) => Number(b.health === 'quiet') - Number(a.health === 'quiet'));
      return await reply.send({ items, next: null });
    } catch (error) {
      const { problem, headers } = problemOf(error);
      return reply.status(problem.status).headers(headers).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem));
    }
  });
}

/** The same as gauges, by source. */
export function healthGauges(meter: Meter, deps: HealthDeps): void {
  const quiet = meter.createObservableGauge('hearback_source_quiet', { description: '1 while quieter than its past' });
  const last = meter.createObservableGauge('hearback_source_last_arrival_timestamp_seconds', {
    description: 'When the source was heard last',
  });
  const gaps = meter.createObservableGauge('hearback_source_gaps', {
    description: 'Found by asking and never pushed, of the last 72 hours',
  });
  meter.addBatchObservableCallback(
    (result) => {
      for (const source of sourcesOf(deps)) {
        const labels = { source: source.sourceId };
        const health = healthOf(deps, source);
        result.observe(quiet, health.health === 'quiet' ? 1 : 0, labels);
        if (health.lastAt !== null) result.observe(last, Date.parse(health.lastAt) / 1_000, labels);
        if (health.gaps !== null) result.observe(gaps, health.gaps, labels);
      }
    },
    [quiet, last, gaps],
  );
}
