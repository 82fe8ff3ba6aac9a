import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { genesysCloud } from './genesys-cloud';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/genesys-cloud/${name}.json`));
const callId = '22222222-2222-4222-8222-222222222222';
const read = (topicName: string, eventBody: object) =>
  genesysCloud.read(Buffer.from(JSON.stringify({ topicName, version: '2', eventBody })));
const detail = (end: string) => `v2.detail.events.conversation.${callId}.${end}`;

test('an event in an envelope of EventBridge starts the call and names the caller', () => {
  expect(genesysCloud.read(sample('customer-start'))).toEqual({
    kind: 'calls',
    parts: [
      {
        value: {
          callId,
          author: { phone: '+85291234567' },
          facts: [{ kind: 'started', at: '2026-03-02T01:30:00.123Z', direction: 'inbound' }],
        },
      },
    ],
  });
});

test('a transcription is its utterances by their place in the call, and its end', () => {
  const transcript = '55555555-5555-4555-8555-555555555555';
  const words = { kind: 'words', transcript, counted: false, final: true };
  expect(genesysCloud.read(sample('transcription'))).toMatchObject({
    parts: [
      {
        value: {
          callId,
          facts: [
            { ...words, sequence: 5200, text: '等咗三日都未到帳 please help', speaker: 'customer' },
            { ...words, sequence: 300, speaker: 'agent' },
            { ...words, sequence: 9100, text: '10万块😡', speaker: 'customer' },
            { kind: 'transcript-ended', transcript },
          ],
        },
      },
    ],
  });
});

test.each([
  ['user.start', { conversationId: callId, userId: 'u-7' }, { kind: 'answered', agent: { id: 'u-7' } }],
  ['acw', { conversationId: callId, wrapupNotes: '客戶投訴', userId: 'u-7' }, { kind: 'agent-log', text: '客戶投訴' }],
  ['customer.end', { eventTime: '2026-03-02T01:31:00Z' }, { kind: 'ended', at: '2026-03-02T01:31:00Z' }],
])('%s', (end, body, fact) => {
  expect(read(detail(end), body)).toMatchObject({ kind: 'calls', parts: [{ value: { callId, facts: [fact] } }] });
});

test.each([
  ['a chat', read(detail('customer.start'), { mediaType: 'CHAT' })],
  ['a topic that tells nothing of a call', read(detail('attributes'), {})],
  ['a note without words', read(detail('acw'), {})],
])('%s is ignored', (_name, reading) => {
  expect(reading.kind).toBe('ignored');
});

test.each([
  ['a conversation without an id', read('v2.conversations.transcription', {}), 'eventBody.conversationId', 'required'],
  ['a body without a topic', genesysCloud.read(Buffer.from('{"eventBody":{}}')), 'topicName', 'wrong-type'],
])('%s is refused by name', (_name, ...[reading, path, reason]) => {
  expect(reading).toMatchObject({ kind: 'refused', faults: [{ path, reason }] });
});
