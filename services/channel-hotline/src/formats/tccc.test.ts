import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tccc } from './tccc';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/tccc/${name}.json`));
const changed = (change: object) =>
  tccc.read(Buffer.from(JSON.stringify({ ...(JSON.parse(sample('cdr').toString()) as object), ...change })));

test('a call record is all that it says of the call; ids beyond 2^53 keep every digit', () => {
  expect(tccc.read(sample('cdr'))).toEqual({
    kind: 'calls',
    parts: [
      {
        value: {
          callId: 'e2c26ca1-0d1b-4c2e-9d59-1a2b3c4d5e6f',
          author: { phone: '008613800138001' },
          attributes: { endStatus: 'ok', hungUpBy: 'user', skillGroup: '1001', recordId: '98765432109876543' },
          facts: [
            { kind: 'started', at: '2026-03-02T01:30:00.000Z', direction: 'inbound' },
            { kind: 'answered', at: '2026-03-02T01:30:13.000Z', agent: { id: '7001' } },
            { kind: 'ended', at: '2026-03-02T01:33:16.000Z', durationSeconds: 183 },
            { kind: 'satisfaction', at: '2026-03-02T01:33:16.000Z', key: '2' },
            {
              kind: 'agent-log',
              at: '2026-03-02T01:33:16.000Z',
              text: '客户反映信用卡被盗刷3笔，要求立即停卡并赔付😡',
            },
          ],
        },
      },
    ],
  });
});

test('a recording is a part of the same call', () => {
  const url = 'https://records.example.com/1400264214/98765432109876543.mp3';
  expect(tccc.read(sample('record'))).toMatchObject({
    parts: [{ value: { callId: 'e2c26ca1-0d1b-4c2e-9d59-1a2b3c4d5e6f', facts: [{ kind: 'recording', url }] } }],
  });
});

test('the list of calls is read row by row, and a row that cannot be read is refused alone', () => {
  const reading = tccc.read(sample('describe-tel-cdr'));
  expect(reading).toMatchObject({
    kind: 'calls',
    parts: [
      { value: { callId: 's-1', author: { phone: '' }, facts: [{ kind: 'started' }, { kind: 'ended' }] } },
      { value: { callId: 's-2', author: { phone: '008613800138002' } } },
      { value: undefined, faults: [{ path: 'TelCdrs.2.SessionId', reason: 'wrong-type' }] },
    ],
  });
});

test.each([
  ['numbers in quotes', { StartTimestamp: '1772415000', Direction: '0', Duration: '183' }, 'started'],
  ['the key as one string', { PostIVRKeyPressed: '1' }, 'satisfaction'],
  ['a byte-order mark before it', {}, 'started'],
])('%s make no difference', (name, change, kind) => {
  const bom = name.includes('mark') ? Buffer.from([0xef, 0xbb, 0xbf]) : Buffer.alloc(0);
  const json = JSON.stringify({ ...(JSON.parse(sample('cdr').toString()) as object), ...change });
  const reading = tccc.read(Buffer.concat([bom, Buffer.from(json)]));
  expect(reading.kind === 'calls' && reading.parts[0]!.value!.facts.map((fact) => fact.kind)).toContain(kind);
});

test('a call that nobody took has no answer, and one that the bank made names whom it called', () => {
  const reading = changed({ Direction: 1, ServeParticipants: null, AcceptTimestamp: 0, Callee: '008613800138009' });
  const value = reading.kind === 'calls' ? reading.parts[0]!.value! : null;
  expect([value?.author, value?.facts.map(({ kind }) => kind)]).toEqual([
    { phone: '008613800138009' },
    ['started', 'ended', 'satisfaction', 'agent-log'],
  ]);
});

test.each([
  { push: 'without a session', change: { SessionId: undefined }, path: 'SessionId', reason: 'wrong-type' },
  {
    push: 'that tells nothing',
    change: { StartTimestamp: 0, ServeParticipants: [] },
    path: 'StartTimestamp',
    reason: 'required',
  },
  {
    push: 'with a time in milliseconds',
    change: { StartTimestamp: 1772415000000 },
    path: 'StartTimestamp',
    reason: 'out-of-range',
  },
])('a push $push is refused by name', ({ change, path, reason }) => {
  expect(changed(change)).toMatchObject({ kind: 'refused', faults: [{ path, reason }] });
});

test('the vendor is thanked in its own words, or it would push again', () => {
  expect([tccc.thanks?.status, tccc.thanks?.body, tccc.verify]).toEqual([200, '{"ErrCode":0}', undefined]);
});
