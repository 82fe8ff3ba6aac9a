import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { eventually } from '@hearback/testing';
import { readInTime, type UNREAD } from './read-in-time';

const LINE = `${'好'.repeat(20_000)}\n`;
const LINES = 500;
let server: Server | undefined;
let held = 0;

async function* report(): AsyncGenerator<string> {
  held++;
  try {
    for (let line = 0; line < LINES; line++) yield LINE;
  } finally {
    held--;
  }
}

/** An answer of 30 MB, which fits into no buffer on its way. */
async function answered(patience: typeof UNREAD): Promise<IncomingMessage> {
  server = createServer((_, response) => {
    const lines = readInTime(report(), () => response.destroy(), patience);
    const body = Readable.from(lines, { objectMode: false });
    response.once('close', () => body.destroy());
    body.pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [answer] = (await once(get({ port: (server.address() as AddressInfo).port }), 'response')) as [IncomingMessage];
  return answer;
}
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('a caller who never reads the answer holds what it is made of no longer than is bearable', async () => {
  const answer = await answered({ atOnceMs: 200, inAllMs: 60_000 });
  answer.on('error', () => undefined);
  expect(held).toBe(1);
  await eventually(() => expect(held).toBe(0), 5_000);
});

test('a caller who reads a little again and again has a limit in all', async () => {
  const answer = await answered({ atOnceMs: 60_000, inAllMs: 300 });
  answer.on('error', () => undefined);
  const sipping = setInterval(() => answer.read(16_384), 50);
  await eventually(() => expect(held).toBe(0), 5_000);
  clearInterval(sipping);
});

test('a caller who reads slower than lines are made gets all of them', async () => {
  const answer = await answered({ atOnceMs: 1_000, inAllMs: 20_000 });
  let bytes = 0;
  let pieces = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (++pieces % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(bytes).toBe(Buffer.byteLength(LINE) * LINES);
});
