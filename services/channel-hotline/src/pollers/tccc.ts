import {
  afterListPage,
  describeFaults,
  readJsonPayload,
  vendorTrouble,
  walkList,
  type ListWalk,
  type Polled,
  type Poller,
  type VendorAccess,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { tccc } from '../formats/tccc';
import { tencentAuthorization } from '../vendors/tencent-signature';
import { CALLS_OVERLAP_MS } from './calls-overlap';

const BASE_URL = 'https://ccc.tencentcloudapi.com';
const ACTION = 'DescribeTelCdr';
const PAGE = 100;

/**
 * The call records that TCCC's pushes left out, by DescribeTelCdr. Setting `sdkAppId`; credentials `secretId` and
 * `secretKey`.
 */
export const tcccPoller: Poller = {
  name: tccc.name,
  baseUrl: BASE_URL,
  account: ['sdkAppId'],
  everySeconds: 900,
  onlyReconciles: true,
  poll: async ({ cursor, access, http, now }) => {
    const account = accountOf(access);
    if (typeof account === 'string') return { kind: 'failed', why: account };
    const walk = walkList(cursor, now, { step: '0', overlapMs: CALLS_OVERLAP_MS });
    const body = JSON.stringify({
      SdkAppId: account.sdkAppId,
      StartTimeStamp: secondsOf(walk.since),
      EndTimeStamp: secondsOf(walk.until),
      PageSize: PAGE,
      PageNumber: Number(walk.step),
    });
    const answer = await http.request({ method: 'POST', path: '/', headers: headersOf(account, body, now), body });
    return vendorTrouble(answer, now) ?? pageOf(answer, walk, access);
  },
};

interface Account {
  sdkAppId: number;
  host: string;
  id: string;
  key: string;
}

/** Or what is missing. */
function accountOf({ settings, credentials }: VendorAccess): Account | string {
  const { secretId: id, secretKey: key } = credentials;
  if (!id || !key) return 'the credentials secretId and secretKey are missing';
  const sdkAppId = Number(settings.sdkAppId);
  if (!Number.isSafeInteger(sdkAppId) || sdkAppId <= 0) return 'the setting sdkAppId is missing or no number';
  return { sdkAppId, id, key, host: new URL(settings.baseUrl ?? BASE_URL).host };
}

function headersOf({ host, id, key }: Account, body: string, now: Date): Record<string, string> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'x-tc-action': ACTION,
    'x-tc-version': '2020-02-10',
    'x-tc-timestamp': String(secondsOf(now.toISOString())),
    authorization: tencentAuthorization({ host, service: 'ccc', action: ACTION, body, now }, { id, key }),
  };
}

const answerSchema = z.looseObject({
  Response: z.looseObject({
    Error: z.looseObject({ Code: z.string() }).optional(),
    TelCdrs: z.array(z.unknown()).nullish(),
  }),
});

function pageOf({ body }: VendorAnswer, walk: ListWalk, { settings }: VendorAccess): Polled {
  const json = readJsonPayload(body);
  const answer = json.ok ? answerSchema.safeParse(json.value) : undefined;
  if (!answer?.success) return { kind: 'failed', why: 'the answer is no list of calls' };
  const { Error: refusal, TelCdrs } = answer.data.Response;
  if (refusal) return troubleOf(refusal.Code);
  const rows = TelCdrs?.length ?? 0;
  const next = rows >= PAGE ? String(Number(walk.step) + 1) : null;
  const reading = tccc.read(body, { contentType: 'application/json', settings, mapping: {} });
  if (reading.kind === 'refused') return { kind: 'failed', why: describeFaults(reading.faults) };
  return {
    kind: 'page',
    items: [],
    parts: reading.kind === 'calls' ? reading.parts : [],
    ...afterListPage(walk, next),
  };
}

// With status 200; the code words are fixed, the sentences beside them are not shown.
function troubleOf(code: string): Polled {
  const passes = /^(RequestLimitExceeded|InternalError|ResourceUnavailable)/.test(code);
  const why = `Tencent Cloud refuses the question (${code.slice(0, 100)})`;
  return passes ? { kind: 'wait', seconds: 60, why } : { kind: 'failed', why };
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1_000);
}
