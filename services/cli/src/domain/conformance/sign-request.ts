import { createHash, createHmac } from 'node:crypto';
import type { Signing } from './kit';

/** A request as it goes out, but for its proof. */
export interface UnsignedRequest {
  method: 'POST' | 'GET' | 'OPTIONS';
  /** Of the hook, with what the case puts behind it. */
  url: URL;
  headers: Record<string, string>;
  body: Buffer;
}

export interface SigningFacts {
  /** What the vendor and Hearback share: a secret, the end of an address, or a bearer key. */
  secret: string;
  signedAt: Date;
  /** Of this delivery; the same when it is repeated. */
  messageId: string;
}

/** The request with the proof that its vendor would give. conformance/README.md describes each scheme for other languages. */
export function signRequest(request: UnsignedRequest, signing: Signing, facts: SigningFacts): UnsignedRequest {
  const { secret } = facts;
  switch (signing.scheme) {
    case 'bearer':
      return withHeaders(request, { authorization: `Bearer ${secret}` });
    case 'address':
      return { ...request, url: withSegment(request.url, secret) };
    case 'twilio':
      return withHeaders(request, { 'x-twilio-signature': twilioSignature(request, secret) });
    case 'standard-webhooks':
      return withHeaders(request, standardWebhooksHeaders(request, facts));
    case 'secret-then-body':
      return withHeaders(request, {
        [signing.header]: createHash(signing.hash).update(secret).update(request.body).digest('hex'),
      });
    case 'hmac':
      return withHeaders(request, { [signing.header]: hmacSignature(request, signing, secret) });
  }
}

function withHeaders(request: UnsignedRequest, headers: Record<string, string>): UnsignedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function withSegment(url: URL, segment: string): URL {
  const longer = new URL(url);
  longer.pathname += `/${segment}`;
  return longer;
}

function hmacSignature(
  { headers, body }: UnsignedRequest,
  signing: Signing & { scheme: 'hmac' },
  secret: string,
): string {
  const { hash, encoding, prefix, keyHeader } = signing;
  const key = keyHeader === undefined ? secret : `${headers[keyHeader] ?? ''}&${secret}`;
  return prefix + createHmac(hash, key).update(body).digest(encoding);
}

function twilioSignature({ url, body }: UnsignedRequest, secret: string): string {
  const fields = [...new URLSearchParams(body.toString('utf8'))].sort(([a, x], [b, y]) => order(a, b) || order(x, y));
  const signed = url.href + fields.map(([name, value]) => name + value).join('');
  return createHmac('sha1', secret).update(signed).digest('base64');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function standardWebhooksHeaders({ body }: UnsignedRequest, { secret, signedAt, messageId }: SigningFacts) {
  const seconds = String(Math.floor(signedAt.getTime() / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${messageId}.${seconds}.`).update(body).digest('base64');
  return { 'webhook-id': messageId, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
}
