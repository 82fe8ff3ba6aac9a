import { createHash, createHmac } from 'node:crypto';

/** A call of Tencent Cloud's API as it is signed. */
export interface TencentCall {
  host: string;
  /** For instance `ccc`. */
  service: string;
  action: string;
  body: string;
  now: Date;
}

export interface TencentKey {
  id: string;
  key: string;
}

/** `Authorization` by TC3-HMAC-SHA256 over content type, host and action, as every version of the API accepts it. */
export function tencentAuthorization(call: TencentCall, { id, key }: TencentKey): string {
  const timestamp = String(Math.floor(call.now.getTime() / 1_000));
  const day = call.now.toISOString().slice(0, 10);
  const scope = `${day}/${call.service}/tc3_request`;
  const headers = `content-type:application/json; charset=utf-8\nhost:${call.host}\nx-tc-action:${call.action.toLowerCase()}\n`;
  const signedHeaders = 'content-type;host;x-tc-action';
  const canonical = ['POST', '/', '', headers, signedHeaders, sha256(call.body)].join('\n');
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const signing = [day, call.service, 'tc3_request'].reduce<Buffer>(hmac, Buffer.from(`TC3${key}`));
  const signature = hmac(signing, toSign).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
