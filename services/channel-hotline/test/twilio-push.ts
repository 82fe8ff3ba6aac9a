import { createHmac } from 'node:crypto';

/** A form as Twilio posts it, with its signature over the address and the sorted fields. */
export function twilioPush(
  fields: Record<string, string>,
  signed: { url: string; secret: string },
): { body: string; headers: Record<string, string> } {
  const over = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + fields[name], signed.url);
  const signature = createHmac('sha1', signed.secret).update(over).digest('base64');
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
  };
}
