import type { FeedbackRefused, Source } from '@hearback/contracts';
import type { Format } from '../format';
import { readRefused } from './read-refused';

const source: Source = {
  kind: 'source',
  sourceId: 's',
  channel: 'web-form',
  name: 's',
  timeZone: 'Asia/Shanghai',
  state: 'active',
  secretsEncrypted: [],
  settings: {},
  mapping: {},
  isDefault: false,
  rate: { itemsPerSecond: 1, burst: 1 },
  sharedIdentities: [],
  changedAt: '2026-01-01T00:00:00.000Z',
};
const refused = (given: Partial<FeedbackRefused>): FeedbackRefused => ({
  refusedId: '1c0f5c1e-8a55-5c1f-9c53-0c9b1f6f1d01',
  sourceId: 's',
  channel: 'web-form',
  receivedAt: '2026-01-01T00:00:00.000Z',
  format: 'hearback/v1',
  serviceVersion: '0',
  originalEncrypted: '',
  truncated: false,
  headers: { 'content-type': 'application/json' },
  reasons: [{ path: '', reason: 'x', detail: 'x' }],
  ...given,
});
const form = (name: string, version: number, field: string): Format => ({
  name,
  version,
  contentTypes: ['application/json'],
  read: (payload) => {
    const value = JSON.parse(String(payload)) as Record<string, string[] | undefined>;
    const texts = value[field];
    if (!texts) return { kind: 'refused', faults: [{ path: field, reason: 'required', detail: 'is missing' }] };
    return { kind: 'read', items: texts.map((text) => ({ value: { text } })) };
  },
});
const read = (
  given: Partial<FeedbackRefused>,
  original: string,
  more: { format?: string; formats?: Format[] } = {},
) => {
  const { format, formats = [] } = more;
  const reading = readRefused({
    refusal: refused(given),
    original: Buffer.from(original),
    source: format ? { ...source, format } : source,
    formats,
  });
  if (!reading.ok) return { format: reading.format, reason: reading.faults[0]!.reason };
  const said = (items: typeof reading.items) => items.map(({ index, value }) => [index, value]);
  const parts = reading.parts.length > 0 ? { parts: said(reading.parts) } : {};
  return { format: reading.format, items: said(reading.items), replies: said(reading.replies), ...parts };
};
const NONE = { items: [], replies: [] };

test.each<[string, Partial<FeedbackRefused>, string, unknown]>([
  ['an item keeps its place', { index: 7 }, '{"text":"a"}', { items: [[7, { text: 'a' }]] }],
  ['an item that is a list stays one item', { index: 0 }, '[{"text":"a"}]', { items: [[0, [{ text: 'a' }]]] }],
  [
    'a whole body is read as a body',
    {},
    '[{"text":"a"},{"text":"b"}]',
    {
      items: [
        [0, { text: 'a' }],
        [1, { text: 'b' }],
      ],
    },
  ],
  [
    'an event is unwrapped',
    { index: 1, headers: { 'content-type': 'application/cloudevents-batch+json' } },
    '{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"text":"a"}}',
    { items: [[1, { text: 'a', externalId: '/s#1' }]] },
  ],
  ['a reply is a reply', { index: 0, format: 'hearback/reply/v1' }, '{"text":"a"}', { replies: [[0, { text: 'a' }]] }],
])('%s', (...[, refusal, original, expected]) => {
  expect(read(refusal, original)).toEqual({
    format: refusal.format ?? 'hearback/v1',
    ...NONE,
    ...(expected as object),
  });
});

test('a body that still cannot be read is refused again', () => {
  expect(read({}, '{"text":')).toEqual({ format: 'hearback/v1', reason: 'broken-json' });
});

test('a format that has learned more reads what its former version refused', () => {
  const payload = '{"words":["a"]}';
  const formats = (version: number, field: string) => ({ formats: [form('vendor', version, field)] });
  expect(read({ format: 'vendor/v1' }, payload, formats(1, 'text'))).toEqual({
    format: 'vendor/v1',
    reason: 'required',
  });
  expect(read({ format: 'vendor/v1' }, payload, formats(2, 'words'))).toEqual({
    format: 'vendor/v2',
    ...NONE,
    items: [[0, { text: 'a' }]],
  });
});

test('a source whose format was wrong is read by the one it has now', () => {
  const formats = [form('wrong', 1, 'text'), form('right', 3, 'words')];
  expect(read({ format: 'wrong/v1' }, '{"words":["a"]}', { formats, format: 'right' })).toMatchObject({
    format: 'right/v3',
  });
});

test('of a whole payload that was kept for one of its items, only that item is read', () => {
  const formats = [form('vendor', 1, 'words')];
  expect(read({ format: 'vendor/v1', index: 1 }, '{"words":["a","b","c"]}', { formats })).toMatchObject({
    items: [[1, { text: 'b' }]],
  });
});

test('a part is read as a part', () => {
  const readPart: Format['readPart'] = (part) => ({ kind: 'read', items: [{ value: { text: String(part) } }] });
  const formats = [{ ...form('vendor', 1, 'words'), readPart }];
  expect(read({ format: 'vendor/v1', index: 5, part: true }, 'one of many', { formats })).toMatchObject({
    items: [[5, { text: 'one of many' }]],
  });
});

test('of a payload about calls, only the part that was refused is read', () => {
  const part = (callId: string) => ({ value: { callId, facts: [] } });
  const formats = [
    { ...form('vendor', 1, 'words'), read: () => ({ kind: 'calls' as const, parts: [part('a'), part('b')] }) },
  ];
  expect(read({ format: 'vendor/v1', index: 1 }, '{}', { formats })).toMatchObject({
    ...NONE,
    parts: [[1, { callId: 'b' }]],
  });
});

test.each<[string, Format[], string]>([
  ['without its format', [], 'format-unknown'],
  [
    'whose format fails',
    [
      {
        ...form('vendor', 1, 'x'),
        read: () => {
          throw new Error('bug');
        },
      },
    ],
    'format-failed',
  ],
  [
    'whose format ignores it',
    [{ ...form('vendor', 1, 'x'), read: () => ({ kind: 'ignored', why: 'a test call' }) }],
    'ignored',
  ],
  [
    'whose format sees nothing in it',
    [{ ...form('vendor', 1, 'x'), read: () => ({ kind: 'read', items: [] }) }],
    'ignored',
  ],
])('a refusal %s stays refused', (_what, formats, reason) => {
  expect(read({ format: 'vendor/v1' }, '{}', { formats })).toMatchObject({ reason });
});

test.each(['vendor/v1', 'hearback/v1'])('of %s, the beginning is not taken for the whole', (format) => {
  const headers = { 'content-type': 'application/x-ndjson' };
  const formats = [{ ...form('vendor', 1, 'x'), read: () => ({ kind: 'read' as const, items: [{ value: {} }] }) }];
  const lines = '{"text":"a"}\n{"text":"b"}\n';
  expect(read({ format, truncated: true, headers }, lines, { formats })).toEqual({ format, reason: 'send-again' });
});
