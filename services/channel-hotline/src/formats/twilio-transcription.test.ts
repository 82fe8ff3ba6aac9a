import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { twilioTranscription } from './twilio-transcription';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/twilio-transcription-${name}.txt`));
const read = (name: string) => twilioTranscription.read(sample(name));

test('a completed transcription is what its caller said', () => {
  expect(read('complaint')).toEqual({
    kind: 'read',
    items: [
      {
        value: {
          externalId: 'TR11111111111111111111111111111111',
          text: 'I transferred 5,000 yesterday & the money never arrived + nobody calls back.',
          author: { phone: '+8613800138001' },
          attributes: {
            callSid: 'CA11111111111111111111111111111111',
            recordingSid: 'RE11111111111111111111111111111111',
            direction: 'inbound',
          },
        },
        attachments: [
          {
            url: 'https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Recordings/RE11111111111111111111111111111111',
          },
        ],
      },
    ],
  });
});

test.each([
  ['chinese-emoji', { text: '信用卡被盜刷了😱，請馬上幫我停卡', author: { phone: '+886912345678' } }],
  ['withheld-number', { author: { phone: '+266696687' } }],
  ['outbound-new-fields', { externalId: 'RE55555555555555555555555555555555', author: { phone: '+8613800138003' } }],
])('%s', (name, value) => {
  expect(read(name)).toMatchObject({ kind: 'read', items: [{ value }] });
});

test.each([
  ['a failed transcription', sample('failed'), 'transcription-failed'],
  ['a body without an id', Buffer.from('TranscriptionText=hello'), 'required'],
  ['JSON', Buffer.from('{"TranscriptionSid":"TR1"}'), 'required'],
  ['an empty body', Buffer.alloc(0), 'required'],
  ['bytes that are not UTF-8', Buffer.from([0x54, 0x3d, 0xff]), 'not-utf8'],
])('%s is refused, so that it is kept', (_name, payload, reason) => {
  const reading = twilioTranscription.read(payload);
  expect(reading.kind === 'refused' && reading.faults[0]!.reason).toBe(reason);
});

describe('signature', () => {
  // The worked example of Twilio's security guide: the fields sorted by name behind the address, HMAC-SHA1 in base64.
  const url = 'https://hearback.example.com/api/hotline/v1/hooks/hotline-main?bank=1';
  const rawBody = sample('complaint');
  const sign = (address: string, body: Buffer, secret = 'token') => {
    const fields = [...new URLSearchParams(body.toString())].sort(([a], [b]) => (a < b ? -1 : 1));
    return createHmac('sha1', secret)
      .update(address + fields.flat().join(''))
      .digest('base64');
  };
  const verify = (signature: string | undefined, over: { rawBody?: Buffer; url?: string } = {}) =>
    twilioTranscription.verify!({ rawBody, url, headers: { 'x-twilio-signature': signature }, ...over }, 'token');

  test('holds whatever the order of the fields in the body', () => {
    const reordered = Buffer.from(rawBody.toString().split('&').reverse().join('&'));
    expect(verify(sign(url, rawBody))).toBe(true);
    expect(verify(sign(url, rawBody), { rawBody: reordered })).toBe(true);
  });

  test('a known vector', () => {
    const body = Buffer.from('Digits=1234&To=%2B18005551212&From=%2B14158675310&Caller=%2B14158675310&CallSid=CA1');
    const expected = createHmac('sha1', 'token')
      .update('https://x.example/hookCallSidCA1Caller+14158675310Digits1234From+14158675310To+18005551212')
      .digest('base64');
    expect(verify(expected, { rawBody: body, url: 'https://x.example/hook' })).toBe(true);
  });

  test.each([
    ['made for another address', sign('https://evil.example/hook', rawBody), {}],
    ['made with another secret', sign(url, rawBody, 'other'), {}],
    ['over a changed field', sign(url, rawBody), { rawBody: Buffer.from(`${rawBody.toString()}&From=%2B10000000000`) }],
    ['of another length', sign(url, rawBody).slice(1), {}],
    ['empty', '', {}],
    ['missing', undefined, {}],
  ])('%s is refused', (_name, signature, over) => {
    expect(verify(signature, over)).toBe(false);
  });
});
