import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amazonConnect } from './amazon-connect';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/amazon-connect/${name}.json`));
const contact = '11111111-1111-1111-1111-111111111111';
const event = (detail: object, over: object = {}) => {
  const given = JSON.parse(sample('disconnected').toString()) as { detail: object };
  return amazonConnect.read(Buffer.from(JSON.stringify({ ...given, ...over, detail: { ...given.detail, ...detail } })));
};

test('an event says what happened and repeats what came before', () => {
  expect(amazonConnect.read(sample('connected-to-agent'))).toEqual({
    kind: 'calls',
    parts: [
      {
        value: {
          callId: contact,
          author: { phone: '+6591234567' },
          attributes: { initialContactId: '00000000-1111-1111-1111-111111111111', queue: 'cards' },
          facts: [
            { kind: 'started', at: '2026-03-02T01:29:50.100Z', direction: 'inbound' },
            {
              kind: 'answered',
              at: '2026-03-02T01:30:11.900Z',
              agent: { id: 'a1a1a1a1-0000-4000-8000-000000000001' },
            },
          ],
        },
      },
    ],
  });
  expect(amazonConnect.read(sample('disconnected'))).toMatchObject({
    parts: [{ value: { facts: [{ kind: 'started' }, { kind: 'ended', at: '2026-03-02T01:33:59.000Z' }] } }],
  });
});

test('the transcript file is the words of both in the order of speaking, counted so that none can be missing', () => {
  const transcript = `contact-lens:${contact}`;
  const words = { kind: 'words', transcript, counted: true, final: true };
  expect(amazonConnect.read(sample('contact-lens'))).toEqual({
    kind: 'calls',
    parts: [
      {
        value: {
          callId: contact,
          language: 'zh-CN',
          facts: [
            { ...words, sequence: 1, text: '您好，很高兴为您服务', speaker: 'agent' },
            { ...words, sequence: 2, text: '我的卡被盗刷了', speaker: 'customer' },
            { ...words, sequence: 3, text: '卡号是[PII]，還有一筆在海外💳', speaker: 'customer' },
            { kind: 'transcript-ended', transcript, last: 4 },
          ],
        },
      },
    ],
  });
});

test('what was heard in real time is the whole of what the customer said', () => {
  const fact = { kind: 'whole-transcript', at: '2026-03-02T01:29:50.100Z', text: '我的卡被盗刷了\n還有一筆在海外💳' };
  expect(amazonConnect.read(sample('realtime-segments'))).toEqual({
    kind: 'calls',
    parts: [{ value: { callId: contact, facts: [fact] } }],
  });
  // Some segments of the event stream are not the whole.
  const event = { ...(JSON.parse(sample('realtime-segments').toString()) as object), EventType: 'SEGMENTS' };
  expect(amazonConnect.read(Buffer.from(JSON.stringify(event)))).toMatchObject({ kind: 'refused' });
});

test('the file of a long call comes in several parts', () => {
  const file = JSON.parse(sample('contact-lens').toString()) as { Transcript: object[] };
  const Transcript = Array.from({ length: 900 }, (_, i) => ({ ...file.Transcript[0], BeginOffsetMillis: i }));
  const reading = amazonConnect.read(Buffer.from(JSON.stringify({ ...file, Transcript })));
  expect(reading.kind === 'calls' && reading.parts.map(({ value }) => value!.facts.length)).toEqual([400, 400, 101]);
});

test.each([
  ['a chat', event({ channel: 'CHAT' })],
  ['an event that tells nothing', event({ eventType: 'QUEUED', initiationTimestamp: null, disconnectTimestamp: null })],
])('%s is ignored', (_name, reading) => {
  expect(reading.kind).toBe('ignored');
});

test.each([
  ['an event without a contact', event({ contactId: undefined }), 'detail.contactId', 'wrong-type'],
  ['what is no event', event({}, { 'detail-type': undefined }), 'detail-type', 'wrong-type'],
  [
    'a transcription that failed',
    amazonConnect.read(
      Buffer.from(
        JSON.stringify({ ...(JSON.parse(sample('contact-lens').toString()) as object), JobStatus: 'FAILED' }),
      ),
    ),
    'JobStatus',
    'transcription-failed',
  ],
])('%s is refused by name', (_name, ...[reading, path, reason]) => {
  expect(reading).toMatchObject({ kind: 'refused', faults: [{ path, reason }] });
});
