import { readTwilioRow } from './twilio-row';
import { twilioVoice } from './twilio-voice';

const call = {
  ...{ sid: 'CA1', parent_call_sid: null, from: '+8613800138001', to: '+864008208820', direction: 'inbound' },
  ...{ start_time: 'Mon, 02 Mar 2026 01:30:00 +0000', end_time: 'Mon, 02 Mar 2026 01:31:00 +0000' },
  ...{ status: 'completed', duration: '60', fromTheFuture: { x: 1 } },
};
const times = { started: '2026-03-02T01:30:00.000Z', ended: '2026-03-02T01:31:00.000Z' };

test('a call of the list began and ended, and its caller is known', () => {
  expect(readTwilioRow({ call })?.value).toEqual({
    callId: 'CA1',
    author: { phone: '+8613800138001' },
    facts: [
      { kind: 'started', at: times.started, direction: 'inbound' },
      { kind: 'ended', at: times.ended, durationSeconds: 60 },
    ],
  });
});

test.each([
  ['of a call that the bank made the customer is the one called', { direction: 'outbound-api' }, '+864008208820'],
  ['a withheld number is known to be withheld', { from: null }, ''],
])('%s', (_name, over, phone) => {
  expect(readTwilioRow({ call: { ...call, ...over } })?.value?.author).toEqual({ phone });
});

test('a leg to an agent belongs to its call, and says that it was answered only if it took time', () => {
  const leg = { ...call, sid: 'CA2', parent_call_sid: 'CA1', to: 'client:li', direction: 'outbound-dial' };
  expect(readTwilioRow({ call: leg })?.value).toMatchObject({
    callId: 'CA1',
    author: undefined,
    facts: [{ kind: 'answered', agent: { id: 'client:li' } }],
  });
  expect(readTwilioRow({ call: { ...leg, duration: '0' } })).toBeNull();
});

test('a call under way says nothing yet', () => {
  expect(readTwilioRow({ call: { ...call, status: 'in-progress' } })).toBeNull();
});

test('the words are those of completed transcriptions, with their recording', () => {
  const transcriptions = [
    { status: 'completed', transcription_text: '轉帳沒到😱 ' },
    { status: 'failed', transcription_text: 'x' },
  ];
  const row = {
    call: { ...call, status: 'in-progress' },
    recording: { sid: 'RE1', media_url: 'https://r' },
    transcriptions,
  };
  expect(readTwilioRow(row)?.value?.facts).toEqual([
    { kind: 'whole-transcript', text: '轉帳沒到😱' },
    { kind: 'recording', url: 'https://r', at: undefined },
  ]);
});

test('a row without a call is refused where it lies, and read again as the part that it was', () => {
  const part = readTwilioRow({ call: { from: '+1' } })!;
  expect(part.faults).toMatchObject([{ path: 'call.sid' }]);
  expect(twilioVoice.readPart!(part.original!)).toMatchObject({ kind: 'calls', parts: [{ faults: part.faults }] });
  expect(twilioVoice.readPart!(Buffer.from(JSON.stringify({ call })))).toMatchObject({ kind: 'calls' });
});
