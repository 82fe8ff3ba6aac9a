import { eventStreamParser, type StreamEvent } from './event-stream';

const read = (...chunks: string[]) => {
  const events: StreamEvent[] = [];
  const parse = eventStreamParser((event) => events.push(event));
  for (const chunk of chunks) parse(chunk);
  return events;
};
const STREAM = ': hello\n\nid: 7\nevent: rate\ndata: {"met":1}\n\ndata: a\r\ndata: b\r\n\r\n: beat\n\ndata: cut';

test('events are read with name, id and lines of data; comments and what is unfinished give nothing', () => {
  expect(read(STREAM)).toEqual([
    { event: 'rate', data: '{"met":1}', id: '7' },
    { event: 'message', data: 'a\nb', id: '7' },
  ]);
});

test('where the network cuts the stream changes nothing', () => {
  for (let at = 1; at < STREAM.length; at += 1)
    expect(read(STREAM.slice(0, at), STREAM.slice(at))).toEqual(read(STREAM));
  expect(read(...STREAM)).toEqual(read(STREAM));
});
