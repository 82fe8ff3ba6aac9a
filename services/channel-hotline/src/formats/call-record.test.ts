import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callRecord } from './call-record';

const sample = (name: string) => readFileSync(join(__dirname, `../../samples/call-record/${name}`));

test('JSON records are parts of their calls; bad ones are refused alone, by name', () => {
  const reading = callRecord.read(sample('record.json'));
  expect(reading).toMatchObject({
    kind: 'calls',
    parts: [
      {
        value: {
          callId: '98765432109876543',
          author: { phone: '13800138001', customerNumber: 'C-1001' },
          attributes: { branchOfCall: 'Shenzhen' },
          facts: [
            { kind: 'started', at: '2026-03-02 09:30:00', direction: 'inbound' },
            { kind: 'answered', at: '2026-03-02 09:30:20', agent: { id: '7001', name: '李' } },
            { kind: 'ended', at: '2026-03-02 09:34:00', durationSeconds: 240 },
            { kind: 'agent-log', text: '客户投诉转账三天未到账', answer: '已联系支付部门，今天到账后回电' },
            { kind: 'satisfaction', key: '2' },
            { kind: 'recording', url: 'https://records.example.com/1.wav' },
          ],
        },
      },
      { value: { callId: 'B-2', language: 'en', facts: [{ kind: 'started' }, { kind: 'whole-transcript' }] } },
      { faults: [{ path: 'callId' }] },
      { faults: [{ path: 'startedAt', reason: 'required' }] },
    ],
  });
});

test.each([
  ['UTF-8 with a byte-order mark, a line within quotes', 'records-utf8-bom.csv', ['R-1', 'R-2'], '客户很着急'],
  ['GB18030 with a character beyond GBK', 'records-gb18030.csv', ['R-9'], '只开一个窗口。㐂'],
])('CSV in %s', (_name, ...[file, ids, words]) => {
  const reading = callRecord.read(sample(file));
  const parts = reading.kind === 'calls' ? reading.parts : [];
  expect(parts.map(({ value }) => value?.callId)).toEqual(ids);
  expect(JSON.stringify(parts[0]!.value!.facts)).toContain(words);
});

test('columns in another order, in capitals of their own or unknown lose no row', () => {
  const csv = 'queue,transcript,callId\ncards,"Hello, ""world"" 😱",C-1\n';
  expect(callRecord.read(Buffer.from(csv))).toMatchObject({
    parts: [
      {
        value: {
          ...{ callId: 'C-1', attributes: { queue: 'cards' } },
          facts: [{ kind: 'whole-transcript', text: 'Hello, "world" 😱' }],
        },
      },
    ],
  });
});

test.each([
  ['a row with too many values', 'callId,transcript\nC-1,a,b\n', 'broken-csv'],
  ['broken JSON', '[{"callId":', 'broken-json'],
])('%s is refused with its place', (_name, text, reason) => {
  expect(callRecord.read(Buffer.from(text))).toMatchObject({ kind: 'refused', faults: [{ reason }] });
});

test('bytes that are no text are refused', () => {
  const reading = callRecord.read(Buffer.from([0x63, 0xff, 0xff, 0x0a]));
  expect(reading).toMatchObject({ kind: 'refused', faults: [{ reason: 'not-utf8' }] });
});

test('an id that a spreadsheet has rounded is refused: it would make one call, or one customer, of many', () => {
  const csv = 'callId,customerNumber,transcript\n2.02603E+15,,一\nR-1,6.22E+18,二\nR-2,5E-1,三\n';
  const reading = callRecord.read(Buffer.from(csv));
  const parts = reading.kind === 'calls' ? reading.parts : [];
  expect(parts.map(({ value, faults }) => value?.callId ?? faults?.[0]?.path)).toEqual([
    'callId',
    'customerNumber',
    'R-2',
  ]);
  expect(parts[0]!.faults![0]!.detail).toContain('rounded');
});
