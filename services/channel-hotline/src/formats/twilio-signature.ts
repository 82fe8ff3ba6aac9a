import { createHmac } from 'node:crypto';
import { sameSignature, type HookRequest } from '@hearback/channel';

/** Whether Twilio signed this form with this account's token (X-Twilio-Signature). */
export function isSignedByTwilio({ rawBody, headers, url }: HookRequest, secret: string): boolean {
  return sameSignature(headers['x-twilio-signature'], signatureOf(url, rawBody, secret));
}

/** The address with every field's name and value behind it, in the order of the names, so their order in the body is free. */
function signatureOf(url: string, rawBody: Buffer, secret: string): string {
  const fields = [...new URLSearchParams(rawBody.toString('utf8'))].sort(
    ([a, x], [b, y]) => compare(a, b) || compare(x, y),
  );
  const signed = url + fields.map(([name, value]) => name + value).join('');
  return createHmac('sha1', secret).update(signed).digest('base64');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
