import type { Source } from '@hearback/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Format, HandshakeAnswer, HandshakeRequest, HookRequest, ReadContext } from '../format';
import { sameSignature } from '../same-signature';
import type { Gate } from './admission';
import { formatsOf, type ChannelEdge } from './channel-edge';
import { addressWrong, sourceUnknown } from './refusals';

/** What a vendor has called: a source, its format, and how the address was written. */
export interface HookCall {
  source: Source;
  format: Format;
  /** Secrets of the source that hold now, the newest first. */
  secrets: string[];
  /** The address ended in one of the secrets: who called needs no other proof. */
  byAddress: boolean;
}

/**
 * Which source and format a hook's address names. The end of a secret address is compared here and goes nowhere else: not
 * into logs, spans, events or answers.
 * @throws ProblemError 503, 404, 401 for a secret address that is none
 */
export function hookCall(edge: ChannelEdge, gate: Gate, request: FastifyRequest): HookCall {
  const { sourceId, token } = request.params as { sourceId: string; token?: string };
  const source = gate.hookSource(sourceId);
  const format = formatsOf(edge.definition).find(({ name }) => name === source.format);
  if (!format) throw sourceUnknown('This source takes no payloads of a vendor.');
  const secrets = edge.secretsOf(source);
  if (token === undefined) return { source, format, secrets, byAddress: false };
  if (!format.secretAddress) throw sourceUnknown('This source has no secret address.');
  if (!secrets.some((secret) => sameSignature(token, secret))) throw addressWrong();
  return { source, format, secrets, byAddress: true };
}

/** The request as formats see it. */
export function hookRequestOf(edge: ChannelEdge, request: FastifyRequest, rawBody: Buffer): HookRequest {
  const url = `${edge.definition.publicUrl ?? calledBase(request.headers)}${request.url}`;
  return { rawBody, headers: request.headers, url, receivedAt: edge.now() };
}

/**
 * What a vendor has called, as the front door or another proxy says it. Anybody may write these headers: a signature over
 * the address they give still takes the secret.
 */
function calledBase(headers: HookRequest['headers']): string {
  const said = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const host = said('x-forwarded-host');
  if (host === undefined) return `http://${headers.host ?? ''}`;
  return `${said('x-forwarded-proto') ?? 'http'}://${host}${said('x-forwarded-prefix') ?? ''}`;
}

/** What its source tells a format about how to read. */
export function readContextOf(source: Source, headers: HookRequest['headers']): ReadContext {
  const contentType = headers['content-type'];
  return {
    contentType: typeof contentType === 'string' ? contentType : undefined,
    settings: source.settings,
    mapping: source.mapping,
    headers,
  };
}

/** What the format answers to a vendor that asks whether the address is ours; undefined when it asks nothing of the kind. */
export function handshakeOf(
  { source, format, secrets }: HookCall,
  request: FastifyRequest,
  hook: HookRequest,
): HandshakeAnswer | undefined {
  if (!format.handshake) return undefined;
  const query = Object.fromEntries(
    Object.entries(request.query as Record<string, string | string[]>).map(([name, value]) => [
      name,
      Array.isArray(value) ? value[0]! : value,
    ]),
  );
  const asked: HandshakeRequest = { ...hook, method: request.method as HandshakeRequest['method'], query };
  return format.handshake(asked, secrets, readContextOf(source, hook.headers));
}

/** Sends what a format wants its vendor to hear. `nosniff`, because it may hold words of the request. */
export function sendAsTold(reply: FastifyReply, { status, contentType, body, headers }: HandshakeAnswer): FastifyReply {
  return reply
    .status(status)
    .headers({ ...headers, 'content-type': contentType, 'x-content-type-options': 'nosniff' })
    .send(body);
}
