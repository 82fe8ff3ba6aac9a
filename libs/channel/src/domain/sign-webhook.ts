import { createHmac } from 'node:crypto';

/**
 * Headers of a Standard Webhooks 1.0 request over exactly these bytes. A secret that begins with `whsec_` is base64 behind
 * it; any other is taken as it is.
 */
export function signWebhook(
  message: { id: string; at: Date; body: string },
  secret: string,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64');
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
