import { createHmac } from 'node:crypto';
import type { SamplePost } from './sample-set';

export interface SampleRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface RequestFacts {
  /** Base address of the channel service. */
  baseUrl: string;
  apiKey: string;
  hookSecret(sourceId: string): string;
}

/** The request as its sender makes it: items with the key, a vendor's payload with that vendor's own signature. */
export function requestOf(post: SamplePost, { baseUrl, apiKey, hookSecret }: RequestFacts): SampleRequest {
  const authorization = `Bearer ${apiKey}`;
  const json = { 'content-type': 'application/json', authorization };
  if (!post.hook) {
    const source = post.source ? `?source=${encodeURIComponent(post.source)}` : '';
    return { url: `${baseUrl}/v1/feedback${source}`, headers: json, body: JSON.stringify(post.json) };
  }
  const url = `${baseUrl}/v1/hooks/${post.hook}`;
  if (post.form) {
    const signature = twilioSignature(url, post.form, hookSecret(post.hook));
    const type = 'application/x-www-form-urlencoded';
    const body = new URLSearchParams(post.form).toString();
    return { url, headers: { 'content-type': type, 'x-twilio-signature': signature }, body };
  }
  const body = JSON.stringify(post.json);
  if (post.hook !== 'web-forms-typeform') return { url, headers: json, body };
  const signature = typeformSignature(body, hookSecret(post.hook));
  return { url, headers: { 'content-type': 'application/json', 'typeform-signature': signature }, body };
}

/** https://www.twilio.com/docs/usage/security: HMAC-SHA1 over the address and each field's name and value, by name. */
export function twilioSignature(url: string, form: Record<string, string>, secret: string): string {
  const fields = Object.keys(form).sort();
  const signed = url + fields.map((name) => name + form[name]!).join('');
  return createHmac('sha1', secret).update(signed).digest('base64');
}

/** HMAC-SHA256 over the bytes of the body. */
export function typeformSignature(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
}
