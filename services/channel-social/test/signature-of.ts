import { createHash, createHmac } from 'node:crypto';

/** What the vendor of this header writes into it. */
export function signatureOf(header: string, secret: string, bytes: string): string {
  if (header.startsWith('x-douyin')) return createHash('sha1').update(secret).update(bytes).digest('hex');
  const digest = createHmac('sha256', secret).update(bytes);
  return `sha256=${digest.digest(header.startsWith('x-twitter') ? 'base64' : 'hex')}`;
}
