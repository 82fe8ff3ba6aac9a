import type { VendorAnswer, VendorHttp } from '@hearback/channel';
import { twilioVoicePoller } from './twilio-voice';

const FOLDER = '/2010-04-01/Accounts/AC1/';
const RECORDINGS = Array.from({ length: 50 }, (_, index) => ({ sid: `RE${index}`, call_sid: `CA${index}` }));
const now = new Date('2026-03-02T02:00:00Z');

/** Twilio, with 50 transcribed recordings and nothing after them; the first answers come last. */
function twilio(refusedFrom = Infinity) {
  const seen = { paths: [] as string[], atOnce: 0, mostAtOnce: 0 };
  const http: VendorHttp = {
    request: async ({ path }) => {
      const place = seen.paths.push(path);
      seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.atOnce);
      await new Promise((resolve) => setTimeout(resolve, 8 - (place % 8)));
      seen.atOnce--;
      return place >= refusedFrom ? { status: 429, headers: { 'retry-after': '7' }, body: Buffer.from('') } : of(path);
    },
  };
  return { http, seen };
}

function of(path: string): VendorAnswer {
  const [, sid = ''] = /\/(?:Calls|Recordings)\/(\w+)/.exec(path) ?? [];
  const call = { sid, from: '+8613800138001', direction: 'inbound', status: 'completed', duration: '60' };
  const transcriptions = [{ status: 'completed', transcription_text: `单号 ${sid}` }];
  const body = path.includes('/Transcriptions') ? { transcriptions } : sid ? call : { recordings: RECORDINGS };
  return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(body)) };
}

const cursor = { since: '2026-03-02T00:00:00.123Z', until: now.toISOString(), step: 'Recordings' };
const access = { settings: { accountSid: 'AC1' }, credentials: { token: 'secret' } };

test('recordings are asked for eight at a time, and stay in their order', async () => {
  const { http, seen } = twilio();
  const polled = await twilioVoicePoller.poll({ cursor, access, http, now });
  const callIds = polled.kind === 'page' ? polled.parts?.map(({ value }) => value?.callId) : polled;
  expect(callIds).toEqual(RECORDINGS.map(({ call_sid: callId }) => callId));
  expect(polled).toMatchObject({ more: false, cursor: { until: now.toISOString() } });
  expect([seen.paths.length, seen.mostAtOnce]).toEqual([101, 8]);
  expect(seen.paths[0]).toBe(`${FOLDER}Recordings.json?DateCreated%3E=2026-03-02T00%3A00%3A00Z&PageSize=50`);
});

test('once Twilio says that it is too much, nothing more is asked, and the page is asked for again later', async () => {
  const { http, seen } = twilio(20);
  expect(await twilioVoicePoller.poll({ cursor, access, http, now })).toMatchObject({ kind: 'wait', seconds: 7 });
  expect([seen.atOnce, seen.paths.length < 20 + 8]).toEqual([0, true]);
});
