import {
  afterListPage,
  readJsonPayload,
  vendorTrouble,
  walkList,
  type FormatCallPart,
  type ListWalk,
  type Polled,
  type Poller,
  type VendorAccess,
  type VendorHttp,
} from '@hearback/channel';
import { z } from 'zod';
import { readTwilioRow, type TwilioRow } from '../formats/twilio-row';
import { twilioVoice } from '../formats/twilio-voice';
import { Troubled, type Trouble } from '../vendors/troubled';
import { CALLS_OVERLAP_MS } from './calls-overlap';

// Twilio answers 429 to an account that asks too much at once, and the bank's own programs ask beside us.
const QUESTIONS_AT_ONCE = 8;

/**
 * What Twilio's pushes left out: its list of calls, and its recordings with what was transcribed of them. Words of a
 * real-time transcription lie on no list of Twilio's; what of them was lost stays counted as missing. Setting `accountSid`;
 * credential `token`, or `keySid` and `keySecret` of an API key.
 */
export const twilioVoicePoller: Poller = {
  name: twilioVoice.name,
  baseUrl: 'https://api.twilio.com',
  account: ['accountSid'],
  everySeconds: 900,
  onlyReconciles: true,
  poll: async ({ cursor, access, http, now }) => {
    const account = accountOf(access);
    if (typeof account === 'string') return { kind: 'failed', why: account };
    const walk = walkList(cursor, now, { step: 'Calls', overlapMs: CALLS_OVERLAP_MS });
    const ask = asker(http, account, now);
    try {
      return await pageOf(walk, account.folder, ask);
    } catch (error) {
      if (error instanceof Troubled) return onTrouble(error.trouble, walk);
      throw error;
    }
  },
};

interface Account {
  /** Where everything of this account lies. */
  folder: string;
  authorization: string;
}

/** Or what is missing. */
function accountOf({ settings, credentials }: VendorAccess): Account | string {
  const sid = settings.accountSid ?? '';
  if (!/^AC\w{1,62}$/.test(sid)) return 'the setting accountSid is missing or none';
  const { token, keySid, keySecret } = credentials;
  const [user, password] = keySid ? [keySid, keySecret] : [sid, token];
  if (!password) return 'the credential token is missing, or keySid and keySecret';
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { folder: `/2010-04-01/Accounts/${sid}/`, authorization };
}

type Ask = (path: string) => Promise<unknown>;

function asker(http: VendorHttp, { authorization }: Account, now: Date): Ask {
  return async (path) => {
    const answer = await http.request({ method: 'GET', path, headers: { authorization } });
    const trouble = vendorTrouble(answer, now);
    if (trouble) throw new Troubled(trouble);
    const json = readJsonPayload(answer.body);
    if (!json.ok) throw new Troubled({ kind: 'failed', why: `the answer is no JSON: ${json.fault.detail}` });
    return json.value;
  };
}

// The token of a page that has expired: the round begins anew, or it would be asked for forever.
function onTrouble(trouble: Trouble, walk: ListWalk): Polled {
  const gone = trouble.kind === 'failed' && walk.step.includes('PageToken') && / 40[04]$/.test(trouble.why);
  return gone ? { kind: 'page', items: [], cursor: { ...walk, step: 'Calls' }, more: false } : trouble;
}

const rows = z.array(z.looseObject({}));
const callsPage = z.looseObject({ calls: rows, next_page_uri: z.string().nullish() });
const recordingsPage = z.looseObject({
  recordings: z.array(z.looseObject({ sid: z.string(), call_sid: z.string().nullish() })),
  next_page_uri: z.string().nullish(),
});
const transcriptionsPage = z.looseObject({ transcriptions: rows });

async function pageOf(walk: ListWalk, folder: string, ask: Ask): Promise<Polled> {
  const path = walk.step.startsWith('/') ? walk.step : firstPageOf(walk, folder);
  const page = await ask(path);
  const calls = callsPage.safeParse(page);
  if (calls.success) {
    const parts = partsOf(calls.data.calls.map((call) => ({ call }) as unknown as TwilioRow));
    return { kind: 'page', items: [], parts, ...afterListPage(walk, nextOf(calls.data, folder) ?? 'Recordings') };
  }
  const recordings = recordingsPage.safeParse(page);
  if (!recordings.success) return { kind: 'failed', why: 'the answer is neither calls nor recordings' };
  const found = await inLanes(recordings.data.recordings, (recording) => recorded(recording, folder, ask));
  return {
    kind: 'page',
    items: [],
    parts: partsOf(found.flat()),
    ...afterListPage(walk, nextOf(recordings.data, folder)),
  };
}

/** In the order given; asks for nothing more once one has failed, and leaves nothing running. */
async function inLanes<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const lane = async () => {
    for (let index = next++; index < values.length && !failed; index = next++)
      results[index] = await work(values[index]!).catch((error: unknown) => {
        failed = true;
        throw error;
      });
  };
  const lanes = await Promise.allSettled(Array.from({ length: QUESTIONS_AT_ONCE }, lane));
  const first = lanes.find((settled) => settled.status === 'rejected');
  if (first) throw first.reason;
  return results;
}

function firstPageOf({ step, since: moment }: ListWalk, folder: string): string {
  // As the vendor's own libraries write it: without milliseconds.
  const since = `${moment.slice(0, 19)}Z`;
  const query: Record<string, string> =
    step === 'Calls' ? { 'StartTime>': since, PageSize: '200' } : { 'DateCreated>': since, PageSize: '50' };
  return `${folder}${step}.json?${new URLSearchParams(query)}`;
}

// Only below the own account: the token goes along.
function nextOf({ next_page_uri: next }: { next_page_uri?: string | null | undefined }, folder: string): string | null {
  return next?.startsWith(folder) ? next : null;
}

/** A recording that was transcribed, with its call: of a leg to an agent that is the way to the call it belongs to. */
async function recorded(
  recording: { sid: string; call_sid?: string | null | undefined },
  folder: string,
  ask: Ask,
): Promise<TwilioRow[]> {
  const { sid, call_sid: callSid } = recording;
  if (!callSid) return [];
  const listed = await ask(`${folder}Recordings/${encodeURIComponent(sid)}/Transcriptions.json`);
  const { transcriptions } = transcriptionsPage.catch({ transcriptions: [] }).parse(listed);
  if (transcriptions.length === 0) return [];
  const call = await ask(`${folder}Calls/${encodeURIComponent(callSid)}.json`);
  return [{ call, recording, transcriptions } as TwilioRow];
}

function partsOf(found: readonly TwilioRow[]): FormatCallPart[] {
  return found.flatMap((row) => readTwilioRow(row) ?? []);
}
