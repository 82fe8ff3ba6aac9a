import { readBody, type Body } from './read-body';
import type { BodyKind } from './media-type';

const read = (body: string | Buffer, kind: BodyKind = 'json', headers = {}) =>
  shown(readBody(Buffer.from(body as string), kind, headers));

/** Items as [value or first reason, original], so that a table can compare whole bodies. */
function shown(body: Body) {
  if (!body.ok) return { status: body.status, reason: body.fault.reason, detail: body.fault.detail };
  return body.items.map((item) => [item.faults ? item.faults[0]!.reason : item.value, item.original().toString()]);
}

describe('JSON', () => {
  test('an object is one item', () => {
    expect(read('{"text":"轉帳失敗"}')).toEqual([[{ text: '轉帳失敗' }, '{"text":"轉帳失敗"}']]);
  });

  test('a list is its elements, each with its own bytes', () => {
    expect(read(' [ {"text":"a],\\"{"} , 5,[1] ] ')).toEqual([
      [{ text: 'a],"{' }, '{"text":"a],\\"{"}'],
      [5, '5'],
      [[1], '[1]'],
    ]);
  });

  test('a byte order mark is tolerated', () => {
    expect(read('\ufeff[{"text":"a"}]')).toEqual([[{ text: 'a' }, '{"text":"a"}']]);
  });

  test.each([
    ['', { status: 400, reason: 'empty', detail: 'there is no JSON' }],
    [' \n', { status: 400, reason: 'empty', detail: 'there is no JSON' }],
    ['[]', { status: 400, reason: 'empty', detail: 'the request holds no item' }],
    ['{"text":', { status: 400, reason: 'broken-json', detail: 'the JSON is broken at position 8' }],
    [Buffer.from([0x7b, 0xc3, 0x28]), { status: 400, reason: 'not-utf8', detail: 'byte 1 is not UTF-8' }],
    [
      `[${'1,'.repeat(1_000)}1]`,
      { status: 413, reason: 'too-many-items', detail: 'holds more than 1000 items; at most 1000 are taken at once' },
    ],
  ])('%j is refused as a whole', (body, expected) => {
    expect(read(body)).toEqual(expected);
  });
});

describe('nesting', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  test('32 levels pass, alone and in a list', () => {
    expect(read(`{"a":${deep(31)}}`)).toHaveLength(1);
    expect(read(`[{"a":${deep(31)}}]`)).toEqual([[expect.any(Object), expect.any(String)]]);
  });

  test('10,000 levels refuse the item and spare its neighbours', () => {
    const bad = `{"text":${deep(10_000)}}`;
    expect(read(`[{"text":"a"},${bad},{"text":"b"}]`)).toEqual([
      [{ text: 'a' }, '{"text":"a"}'],
      ['too-deep', bad],
      [{ text: 'b' }, '{"text":"b"}'],
    ]);
    expect(read(bad)).toEqual([['too-deep', bad]]);
  });

  test('two million open brackets are refused quickly', () => {
    expect(read('['.repeat(2_000_000))).toMatchObject({ status: 400 });
  });
});

describe('NDJSON', () => {
  test('each line stands for itself, broken ones and such in other charsets too', () => {
    const lines = Buffer.concat([
      Buffer.from('{"text":"a"}\r\n\n{"text":\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('7'),
    ]);
    expect(readBody(lines, 'ndjson', {})).toMatchObject({
      ok: true,
      items: [
        { index: 0, value: { text: 'a' }, faults: null },
        { index: 1, faults: [{ reason: 'broken-json' }] },
        { index: 2, faults: [{ reason: 'not-utf8' }] },
        { index: 3, value: 7, faults: null },
      ],
    });
  });

  test('more than 1,000 lines are refused as a whole', () => {
    expect(read('{}\n'.repeat(1_001), 'ndjson')).toMatchObject({ status: 413, reason: 'too-many-items' });
  });
});

describe('CloudEvents', () => {
  const event = { specversion: '1.0', id: '7', source: '/branch/3', type: 'feedback', time: '2026-03-01T01:00:00Z' };

  test('a structured event names its item and says when it happened', () => {
    const body = JSON.stringify({ ...event, data: { text: 'a' }, tenant: 'x' });
    expect(read(body, 'cloudevent')).toEqual([
      [{ externalId: '/branch/3#7', occurredAt: '2026-03-01T01:00:00Z', text: 'a' }, body],
    ]);
  });

  test("the item's own externalId goes first", () => {
    expect(read(JSON.stringify({ ...event, data: { text: 'a', externalId: 'f-1' } }), 'cloudevent')).toEqual([
      [expect.objectContaining({ externalId: 'f-1' }), expect.any(String)],
    ]);
  });

  test('data may come in base64', () => {
    const body = JSON.stringify({ ...event, data_base64: Buffer.from('{"text":"好"}').toString('base64') });
    expect(read(body, 'cloudevent')).toEqual([[expect.objectContaining({ text: '好' }), body]]);
  });

  test('of a batch only the malformed events are refused', () => {
    const body = JSON.stringify([{ ...event, data: { text: 'a' } }, { ...event, specversion: '0.3' }, { id: 3 }]);
    expect(read(body, 'cloudevent-batch')).toEqual([
      [expect.objectContaining({ text: 'a' }), expect.any(String)],
      ['unknown-value', expect.any(String)],
      ['unknown-value', expect.any(String)],
    ]);
  });

  test('a binary event has its attributes in percent-encoded headers', () => {
    const headers = { 'ce-specversion': '1.0', 'ce-id': '%E5%A5%BD', 'ce-source': '/b', 'ce-type': 't' };
    expect(read('{"text":"a"}', 'cloudevent-binary', headers)).toEqual([
      [{ externalId: '/b#好', text: 'a' }, '{"text":"a"}'],
    ]);
    expect(readBody(Buffer.from('{}'), 'cloudevent-binary', { 'ce-specversion': '1.0' })).toMatchObject({
      items: [{ faults: [{ path: 'ce-id', reason: 'wrong-type' }, { path: 'ce-source' }, { path: 'ce-type' }] }],
    });
  });
});
