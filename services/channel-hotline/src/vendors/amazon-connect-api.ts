import {
  readJsonPayload,
  saidWait,
  vendorTrouble,
  type VendorAccess,
  type VendorAnswer,
  type VendorHttp,
} from '@hearback/channel';
import { z } from 'zod';
import { awsSignedHeaders, type AwsKey } from './aws-signature';
import { Troubled, type Trouble } from './troubled';

/** An instance of Amazon Connect, and who may ask it. */
export interface ConnectAccount {
  region: string;
  instanceId: string;
  /** Where Amazon Connect is asked, and where Contact Lens is. */
  connectUrl: string;
  lensUrl: string;
  key: AwsKey;
}

/** Amazon Connect and Contact Lens in a region; both sign as `connect`. */
export function connectUrls({ region }: VendorAccess['settings']): readonly [string, string] {
  return [`https://connect.${region}.amazonaws.com`, `https://contact-lens.${region}.amazonaws.com`];
}

const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;
const INSTANCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Or what is missing. */
export function connectAccountOf({ settings, credentials }: VendorAccess): ConnectAccount | string {
  const { region = '', instanceId = '', baseUrl } = settings;
  const { accessKeyId, secretAccessKey } = credentials;
  if (!REGION.test(region)) return 'the setting region is missing or none (for instance ap-southeast-1)';
  if (!INSTANCE.test(instanceId))
    return "the setting instanceId is missing or none (what follows instance/ in the instance's ARN)";
  if (!accessKeyId || !secretAccessKey) return 'the credentials accessKeyId and secretAccessKey are missing';
  const [connectUrl, lensUrl] = baseUrl === undefined ? connectUrls(settings) : [baseUrl, baseUrl];
  return { region, instanceId, connectUrl, lensUrl, key: { accessKeyId, secretAccessKey } };
}

/** One question. */
export interface ConnectQuestion {
  method: 'GET' | 'POST';
  url: string;
  path: string;
  body?: object;
  /** Statuses that say that there is nothing of the kind; their answer is undefined. */
  nothing?: readonly number[];
}

export type AskConnect = (question: ConnectQuestion) => Promise<unknown>;

/**
 * Asks with signed questions.
 * @throws Troubled when the answer brings nothing
 */
export function connectAsker(http: VendorHttp, { region, key }: ConnectAccount, now: Date): AskConnect {
  // A page that is waited for may take longer than the five minutes for which a signature holds.
  const began = performance.now();
  const current = () => new Date(now.getTime() + performance.now() - began);
  return async ({ method, url: base, path, body: question, nothing }) => {
    const url = `${base.replace(/\/+$/, '')}${path}`;
    const sent = question && { body: JSON.stringify(question), headers: { 'content-type': 'application/json' } };
    const signed = { method, url, region, service: 'connect', now: current(), ...sent };
    const headers = await awsSignedHeaders(signed, key);
    const answer = await http.request({ method, path: url, headers, ...(sent && { body: sent.body }) });
    const trouble = troubleOf(answer, current());
    if (trouble?.kind === 'failed' && nothing?.includes(answer.status)) return undefined;
    if (trouble) throw new Troubled(trouble);
    const json = readJsonPayload(answer.body);
    if (!json.ok) throw new Troubled({ kind: 'failed', why: `the answer is no JSON: ${json.fault.detail}` });
    return json.value;
  };
}

// Amazon's own programs wait for seconds when nothing is said; a minute for each handful of questions would take days.
const THROTTLED_SECONDS = 5;

function troubleOf(answer: VendorAnswer, now: Date): Trouble | undefined {
  const trouble = vendorTrouble(answer, now);
  if (!trouble) return undefined;
  const code = codeOf(answer);
  // Some of AWS's gateways throttle with status 400.
  const throttled = answer.status === 429 || /^(Throttling|TooManyRequests)/.test(code);
  if (throttled) {
    const seconds = saidWait(answer.headers, now) ?? THROTTLED_SECONDS;
    return { kind: 'wait', seconds, why: 'too many questions for this vendor' };
  }
  return code === '' ? trouble : { ...trouble, why: `${trouble.why}: ${code}` };
}

// The code words are fixed, the sentences beside them are not shown.
function codeOf({ headers, body }: VendorAnswer): string {
  const json = readJsonPayload(body);
  const said = z.looseObject({ __type: z.string() }).safeParse(json.ok ? json.value : null);
  const code = headers['x-amzn-errortype'] ?? (said.success ? said.data.__type : '');
  return /^(?:.*#)?(\w{1,60})(?::|$)/.exec(code)?.[1] ?? '';
}
