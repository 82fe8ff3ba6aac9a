import { createHmac } from 'node:crypto';
import { readBody } from '../domain/read-body';
import { bodyKind } from '../domain/media-type';
import type { Format, HookRequest } from '../format';
import { sameSignature } from '../same-signature';
import { readItems } from './read-items';

/**
 * Items of POST /v1/feedback (one, a list, or lines of JSON), signed as Standard Webhooks 1.0 says; the envelope
 * {"type", "timestamp", "data"} that it recommends is opened. An item without an `externalId` is named by `webhook-id`,
 * which stays the same when a delivery is repeated.
 */
export const standardWebhooks: Format = {
  name: 'standard-webhooks',
  version: 1,
  contentTypes: ['application/json', 'application/x-ndjson'],
  verify: standardWebhookSigned,
  read: (payload, context) => {
    const kind = bodyKind(context?.contentType, undefined) === 'ndjson' ? 'ndjson' : 'json';
    const body = readBody(payload, kind, {});
    const id = context?.headers?.['webhook-id'];
    const single = body.ok && body.items.length === 1;
    return readItems(body, (value, index) => {
      const item = opened(value);
      // What is deleted must be named by what it was called, not by the message that tells of it.
      if (typeof id !== 'string' || !isObject(item) || Object.hasOwn(item, 'deleted')) return item;
      return { externalId: single ? id : `${id}#${index}`, ...item };
    });
  },
};

const TOLERANCE_SECONDS = 300;
const SECONDS = /^\d{1,12}$/;

/** Whether a request is signed as Standard Webhooks 1.0 says, by a secret in base64 with or without `whsec_`. */
export function standardWebhookSigned(request: HookRequest, secret: string): boolean {
  return isSigned(request, Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
}

/** One of the signatures fits (several while the sender's secret is replaced), and it was made within five minutes. */
function isSigned({ rawBody, headers, receivedAt }: HookRequest, key: Buffer): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((n) => headers[n]);
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
  // An empty key would be a signature that anybody can make.
  if (!SECONDS.test(timestamp) || receivedAt === undefined || key.length === 0) return false;
  const ageSeconds = Math.floor(receivedAt.getTime() / 1_000) - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) return false;
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest('base64');
  return signatures.split(' ').some((signature) => sameSignature(signature, `v1,${expected}`));
}

function opened(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { type, timestamp, data } = value;
  if (typeof type !== 'string' || !isObject(data)) return value;
  const at = typeof timestamp === 'string' ? timestamp : undefined;
  if (at === undefined) return data;
  return { ...(Object.hasOwn(data, 'deleted') ? { updatedAt: at } : { occurredAt: at }), ...data };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
