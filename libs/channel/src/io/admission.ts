import { bearerToken } from '@hearback/access';
import type { ApiKey, Source } from '@hearback/contracts';
import { rateBuckets } from '../domain/rate-buckets';
import type { Admission, ChannelEdge } from './channel-edge';
import {
  forbidden,
  notReady,
  sourcePaused,
  sourceUnknown,
  tokenMissing,
  tokenUnknown,
  tooManyRequests,
} from './refusals';

/** Who may come in, and how fast. Everything is answered from memory. */
export interface Gate {
  /**
   * The caller of POST /v1/feedback and /v1/replies.
   * @throws ProblemError 503 before the directory's snapshots were read (never 401 then), 401, 403 (a paused source too), 404
   */
  admit(authorization: string | undefined, sourceId: string | undefined): Admission;
  /**
   * As `admit`, for what publishes nothing: a paused source may be tried, and by a person who may change it (scope `admin`)
   * too.
   */
  admitTrial(authorization: string | undefined, sourceId: string): Promise<Admission>;
  /**
   * The source that a hook was called for.
   * @throws ProblemError 503, 404
   */
  hookSource(sourceId: string): Source;
  /**
   * Counts items against the rate of their source; 0 only asks, before a body is read.
   * @throws ProblemError 429
   */
  take(admission: Admission, items: number): void;
  /** As take, for who can wait: takes them and answers 0, or takes nothing and answers the seconds to wait. */
  tryTake(admission: Admission, items: number): number;
}

export function gate(edge: ChannelEdge): Gate {
  const requireReady = readyOnce(edge);
  const tryTake = rateLimit(edge);
  const identify = (authorization: string | undefined, sourceId: string | undefined): Admission => {
    requireReady();
    const key = apiKeyOf(edge, authorization);
    if (sourceId === undefined) return { key, source: ownSource(edge, key) };
    // Who may not post to it learns nothing about whether it exists.
    if (!mayPostTo(key, sourceId)) throw forbidden('The token may not post to this source.');
    return { key, source: servedSource(edge, sourceId) };
  };
  return {
    tryTake,
    take: (admission, items) => {
      const wait = tryTake(admission, items);
      if (wait > 0) throw tooManyRequests(wait);
    },
    hookSource: (sourceId) => {
      requireReady();
      return servedSource(edge, sourceId);
    },
    admit: (authorization, sourceId) => {
      const admission = identify(authorization, sourceId);
      requireActive(admission.source);
      return admission;
    },
    admitTrial: async (authorization, sourceId) => {
      requireReady();
      const asked = await edge.registry.principalOf(authorization);
      if (!asked.ok || asked.principal.kind === 'api-key') return identify(authorization, sourceId);
      if (!asked.principal.scopes.includes('admin')) throw forbidden('The scope "admin" is needed.');
      return { key: null, source: servedSource(edge, sourceId) };
    },
  };
}

/** @throws ProblemError 403; to be asked after the caller was authenticated, so that strangers learn nothing of the source */
export function requireActive(source: Source): void {
  if (source.state === 'paused') throw sourcePaused();
}

function servedSource({ registry, definition }: ChannelEdge, sourceId: string): Source {
  const source = registry.sourceOf(sourceId);
  if (source && definition.channels.includes(source.channel)) return source;
  throw sourceUnknown('No source of this service has this id.');
}

function apiKeyOf(edge: ChannelEdge, authorization: string | undefined): ApiKey {
  const token = bearerToken(authorization);
  if (token === null) throw tokenMissing();
  const key = edge.registry.apiKeyOf(token);
  if (!key) throw tokenUnknown();
  if (!key.scopes.includes('post')) throw forbidden('The scope "post" is needed.');
  return key;
}

function mayPostTo(key: ApiKey, sourceId: string): boolean {
  return key.sourceIds.includes('*') || key.sourceIds.includes(sourceId);
}

/** Where a post goes that names no source: the channel's default, or the only source of this service the key has. */
function ownSource({ registry, definition }: ChannelEdge, key: ApiKey): Source {
  const fallback = registry.defaultSource(definition.channels[0]);
  if (fallback && mayPostTo(key, fallback.sourceId)) return fallback;
  const own = key.sourceIds.flatMap((id) => {
    const source = registry.sourceOf(id);
    return source && definition.channels.includes(source.channel) ? [source] : [];
  });
  if (own.length === 1) return own[0]!;
  if (key.sourceIds.includes('*')) throw sourceUnknown('This channel has no default source; name one with ?source=.');
  throw forbidden(
    own.length === 0
      ? 'The token may not post to any source of this service.'
      : 'The token may post to several sources; name one with ?source=.',
  );
}

// What was known stays in force when Kafka goes away later, so only the first readiness counts.
function readyOnce({ registry }: ChannelEdge): () => void {
  let ready = false;
  return () => {
    ready ||= registry.notReady() === null;
    if (!ready) throw notReady();
  };
}

/** Keys and sources at work at the same time; those that were removed leave their buckets behind. */
const BUCKETS = 20_000;

// In memory and for each process: it protects this process; a fair share over replicas is the sender's contract.
function rateLimit(edge: ChannelEdge): Gate['tryTake'] {
  const buckets = rateBuckets(BUCKETS);
  return ({ key, source }, items) =>
    buckets.take(`${key?.keyId ?? ''} ${source.sourceId}`, source.rate, { items, nowMs: edge.now().getTime() });
}
