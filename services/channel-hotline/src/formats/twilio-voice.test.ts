import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { callPartSchema } from '@hearback/contracts';
import { twilioVoice } from './twilio-voice';

const content = readFileSync(join(__dirname, '../../samples/twilio-voice/content.txt'));
const fieldsOf = (body: Buffer) => Object.fromEntries(new URLSearchParams(body.toString()));
const form = (fields: Record<string, string | undefined>) => {
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Buffer.from(new URLSearchParams(given).toString());
};
const read = (fields: Record<string, string | undefined>) => twilioVoice.read(form({ CallSid: 'CA1', ...fields }));
const factsOf = (fields: Record<string, string | undefined>) => {
  const reading = read(fields);
  return reading.kind === 'calls' ? reading.parts[0]!.value!.facts : reading;
};

test('a piece of a transcript is heard with its place, from JSON within a string', () => {
  expect(twilioVoice.read(content)).toMatchObject({
    kind: 'calls',
    parts: [
      {
        value: {
          callId: 'CA11111111111111111111111111111111',
          language: 'zh-CN',
          author: undefined,
          facts: [
            {
              ...{ kind: 'words', transcript: 'GT11111111111111111111111111111111', sequence: 2, counted: true },
              ...{ text: '我的信用卡被盗刷了😱', final: true, speaker: 'customer', at: '2026-03-02T01:30:05.123Z' },
            },
          ],
        },
      },
    ],
  });
});

const event = { TranscriptionSid: 'GT1', SequenceId: '9' };
test.each([
  ['the start of a transcription', { ...event, TranscriptionEvent: 'transcription-started' }, 'transcript-went-on'],
  ['an error of it', { ...event, TranscriptionEvent: 'transcription-error' }, 'transcript-went-on'],
  ['its end', { ...event, TranscriptionEvent: 'transcription-stopped' }, 'transcript-ended'],
  ['a transcribed recording', { TranscriptionStatus: 'completed', TranscriptionText: 'hi' }, 'whole-transcript'],
  ['a recording', { RecordingStatus: 'completed', RecordingUrl: 'https://api.example/RE1' }, 'recording'],
  ['a call that rings', { CallStatus: 'ringing', From: '+8613800138001' }, 'started'],
  ['a call that is over', { CallStatus: 'completed', CallDuration: '9' }, 'ended'],
  ['an agent who picks up', { ParentCallSid: 'CA0', CallStatus: 'in-progress', To: 'client:li' }, 'answered'],
])('%s', (_name, fields, kind) => {
  expect(factsOf(fields)).toMatchObject([{ kind }]);
});

test('the leg to an agent belongs to the call of the customer and does not name the customer', () => {
  const reading = read({ ParentCallSid: 'CA0', CallStatus: 'in-progress', From: '+864008208820', To: 'client:li' });
  expect(reading).toMatchObject({
    parts: [{ value: { callId: 'CA0', author: undefined, facts: [{ agent: { id: 'client:li' } }] } }],
  });
});

test.each([
  ['inbound', { Direction: 'inbound', From: '+8613800138001', To: '+864008208820' }, '+8613800138001'],
  ['made by the bank', { Direction: 'outbound-api', From: '+864008208820', To: '+8613800138003' }, '+8613800138003'],
  ['of a withheld number', { Direction: 'inbound' }, ''],
])('on a call %s the customer is known', (_name, fields, phone) => {
  expect(read({ CallStatus: 'ringing', ...fields })).toMatchObject({ parts: [{ value: { author: { phone } } }] });
});

const words = { ...event, TranscriptionEvent: 'transcription-content' };
test.each([
  ['without a call', { CallSid: undefined, CallStatus: 'ringing' }, 'CallSid'],
  ['with words that are no JSON', { ...words, TranscriptionData: 'hello' }, 'TranscriptionData'],
  ['without words', words, 'TranscriptionData'],
  ['without its number', { ...words, SequenceId: undefined }, 'SequenceId'],
  ['of a transcription that failed', { TranscriptionStatus: 'failed' }, 'TranscriptionStatus'],
  ['that tells nothing', { AccountSid: 'AC1' }, ''],
])('a push %s is refused by name', (_name, fields, path) => {
  expect(read(fields)).toMatchObject({ kind: 'refused', faults: [{ path }] });
});

test('fields in another order, said twice or behind a byte-order mark make no difference', () => {
  const text = content.toString();
  const reordered = Buffer.from(text.split('&').reverse().join('&'));
  const doubled = Buffer.from(`\uFEFF${text}&SequenceId=99`);
  expect(twilioVoice.read(reordered)).toEqual(twilioVoice.read(content));
  expect(twilioVoice.read(doubled)).toEqual(twilioVoice.read(content));
});

describe('signed by the vendor’s own library', () => {
  const url = 'https://hearback.example.com/api/hotline/v1/hooks/twilio?bank=1';
  const signature = getExpectedTwilioSignature('token', url, fieldsOf(content));
  const verify = (over: { url?: string; rawBody?: Buffer; secret?: string; signature?: string }) => {
    const { secret = 'token', ...rest } = over;
    const headers = { 'x-twilio-signature': over.signature ?? signature };
    return twilioVoice.verify!({ rawBody: content, url, headers, ...rest }, secret);
  };

  test('is believed', () => {
    expect(verify({})).toBe(true);
  });

  test.each([
    ['for another address', { url: 'https://evil.example/hook' }],
    ['with another secret', { secret: 'other' }],
    ['over other words', { rawBody: Buffer.from(`${content.toString()}&CallSid=CA2`) }],
    ['not at all', { signature: '' }],
  ])('%s is not', (_name, over) => {
    expect(verify(over)).toBe(false);
  });
});

test('a caller with a SIP address longer than any number is heard all the same', () => {
  const form = new URLSearchParams({
    CallSid: 'CA1',
    CallStatus: 'ringing',
    From: `sip:${'a'.repeat(90)}@example.com`,
  });
  const reading = twilioVoice.read(Buffer.from(form.toString()));
  const [part] = reading.kind === 'calls' ? reading.parts : [];
  expect(callPartSchema.safeParse(part?.value).success).toBe(true);
});
