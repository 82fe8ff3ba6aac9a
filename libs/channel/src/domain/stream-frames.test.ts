import { frameReader, type Frame } from './stream-frames';

const texts = (frames: Frame[]) => frames.map(({ payload }) => payload.toString());
/** The same bytes in pieces of every size. */
const inPieces = (framing: 'lines' | 'server-sent-events', bytes: Buffer, size: number) => {
  const reader = frameReader(framing);
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; at += size) frames.push(...reader.push(bytes.subarray(at, at + size)));
  return texts(frames);
};

const LINES = Buffer.from('{"a":"转账😡"}\r\n\r\n{"b":"轉帳"}\n\n \r\n{"c":1}\r\n{"half":');
const EVENTS = Buffer.from(
  ':)\n\nevent: update\ndata: {"text":"年费😡"}\n\n:thump\r\n\r\nevent: status.update\r\ndata:{"x":"a:b"}\r\n\r\nid: 7\nretry: 5\n\ndata: one\ndata: two\n\nevent: delete\ndata: 116154600000000003\n\nevent: update\ndata: {"half"',
);

test.each([1, 2, 3, 5, 7, 1_000])('the same frames come out however they are cut (%d bytes a piece)', (size) => {
  expect(inPieces('lines', LINES, size)).toEqual(['{"a":"转账😡"}', '{"b":"轉帳"}', '{"c":1}']);
  expect(inPieces('server-sent-events', EVENTS, size).map((text) => JSON.parse(text))).toEqual([
    { event: 'update', payload: '{"text":"年费😡"}' },
    { event: 'status.update', payload: '{"x":"a:b"}' },
    { event: 'message', payload: 'one\ntwo' },
    { event: 'delete', payload: '116154600000000003' },
  ]);
});

test('a line beyond the limit is cut and said to be, and the next one is whole', () => {
  const reader = frameReader('lines', 10);
  expect(reader.push(Buffer.from('0123456789\n'))).toEqual([{ payload: Buffer.from('0123456789'), cut: false }]);
  for (let n = 0; n < 1_000; n++) expect(reader.push(Buffer.alloc(1_000, 'x'))).toEqual([]);
  expect(reader.push(Buffer.from('x\r\nnext\r\n'))).toEqual([
    { payload: Buffer.from('xxxxxxxxxx'), cut: true },
    { payload: Buffer.from('next'), cut: false },
  ]);
});

test('an event beyond the limit is cut, in one line or in many empty ones', () => {
  for (const data of [`data: ${'x'.repeat(100)}\n`, 'data:\n'.repeat(100)]) {
    const reader = frameReader('server-sent-events', 40);
    const [long, next] = reader.push(Buffer.from(`event: update\n${data}\nevent: delete\ndata: 7\n\n`));
    expect(long).toMatchObject({ cut: true });
    expect(long!.payload.length).toBeLessThan(140);
    expect(next).toEqual({ payload: Buffer.from('{"event":"delete","payload":"7"}'), cut: false });
  }
});

test('a byte order mark before the first event is no part of its name', () => {
  const [frame] = frameReader('server-sent-events').push(Buffer.from('\ufeffevent: delete\ndata: 7\n\n'));
  expect(JSON.parse(frame!.payload.toString())).toEqual({ event: 'delete', payload: '7' });
});
