import { AwsV4Signer } from 'aws4fetch';

/** A call of an AWS service as it is signed. */
export interface AwsCall {
  method: 'GET' | 'POST';
  /** Whole: its host, path and query are signed. */
  url: string;
  region: string;
  /** As it signs, for instance `connect`; not always the first word of its host. */
  service: string;
  headers?: Record<string, string>;
  body?: string;
  now: Date;
}

export interface AwsKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The call's headers with `x-amz-date` and `authorization` by AWS Signature Version 4, which covers all of them and the body. */
export async function awsSignedHeaders(call: AwsCall, key: AwsKey): Promise<Record<string, string>> {
  const { now, ...signed } = call;
  const datetime = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
  const { headers } = await new AwsV4Signer({ ...signed, ...key, datetime, allHeaders: true }).sign();
  return Object.fromEntries(headers.entries());
}
