import { bodyKind } from '../domain/media-type';
import { readBody } from '../domain/read-body';
import type { Format, HandshakeAnswer, HandshakeRequest, ReadContext } from '../format';
import { readItems } from './read-items';

/**
 * CloudEvents 1.0 over HTTP, binary, structured and batched, whose data is an item of POST /v1/feedback. An item without an
 * `externalId` of its own is called `<source>#<id>` of its event. The setting `allowedOrigins` (separated by blanks) says
 * who may deliver here; without it everybody who has the address or a bearer key may.
 */
export const cloudEvents: Format = {
  name: 'cloud-events',
  version: 1,
  contentTypes: ['application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json'],
  secretAddress: true,
  handshake: (request, _secrets, context) => consent(request, context?.settings.allowedOrigins),
  read: (payload, context) => {
    const kind = bodyKind(context?.contentType, header(context, 'ce-specversion'));
    if (kind === 'json' || kind === 'ndjson' || kind === null) return { kind: 'refused', faults: [NO_EVENT] };
    return readItems(readBody(payload, kind, context?.headers ?? {}));
  },
};

const NO_EVENT = {
  path: 'ce-specversion',
  reason: 'required',
  detail: 'expected a CloudEvent: the header ce-specversion, or the content type application/cloudevents+json',
};

/**
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection: says to an origin that
 * deliveries are wanted, at any rate (429 with Retry-After says more). Who is not allowed gets no such header.
 */
function consent({ method, headers }: HandshakeRequest, allowed: string | undefined): HandshakeAnswer | undefined {
  const origin = headers['webhook-request-origin'];
  if (method !== 'OPTIONS' || typeof origin !== 'string' || origin === '') return undefined;
  if (allowed !== undefined && !allowed.split(/\s+/).includes(origin))
    return { status: 403, contentType: 'text/plain', body: 'This origin may not deliver here.' };
  const granted = { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*', allow: 'OPTIONS, POST' };
  return { status: 200, contentType: 'text/plain', body: '', headers: granted };
}

function header(context: ReadContext | undefined, name: string): string | undefined {
  const value = context?.headers?.[name];
  return typeof value === 'string' ? value : undefined;
}
