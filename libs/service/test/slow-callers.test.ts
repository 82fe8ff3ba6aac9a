import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTelemetry } from '@hearback/telemetry';
import { eventually } from '@hearback/testing';
import { Module } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { openApiDocument, SERVICE_PARTS, startService, type RunningService } from '../src';

const LIMIT_MS = 1_000;

@Module({})
class ExampleModule {}

let running: RunningService;
let receiving = 0;

/** Takes bodies as they come, as files are taken. */
function taker(http: FastifyInstance, _: unknown, done: () => void): void {
  http.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
  http.post('/v1/take', async ({ raw }) => {
    receiving++;
    try {
      let bytes = 0;
      for await (const piece of raw as AsyncIterable<Buffer>) bytes += piece.length;
      return { bytes };
    } finally {
      receiving--;
    }
  });
  done();
}

beforeAll(async () => {
  running = await startService({
    name: 'cases',
    host: '127.0.0.1',
    port: 0,
    telemetry: startTelemetry({ service: 'cases', version: '0.1.0', logLevel: 'silent' }),
    module: { module: ExampleModule, providers: [{ provide: SERVICE_PARTS, useValue: [] }] },
    openapi: openApiDocument('cases', 'example', []),
    timeouts: { requestMs: LIMIT_MS, headersMs: LIMIT_MS / 2, lookMs: 50 },
    configure: (app) => void app.getHttpAdapter().getInstance().register(taker),
  });
});
afterAll(() => running.stop());

/** A connection that sends one byte of what is left every 50 ms; what came back until the other side ended it. */
async function dripping(begin: string): Promise<{ answer: string; afterMs: number }> {
  const since = performance.now();
  const socket: Socket = connect(Number(new URL(running.url).port), '127.0.0.1');
  socket.write(begin);
  const drip = setInterval(() => socket.write('a'), 50);
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  await once(socket, 'close');
  clearInterval(drip);
  return { answer, afterMs: performance.now() - since };
}

test.each([
  ['a body', 'POST /v1/take HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n'],
  [
    'a JSON body',
    'POST /v1/take HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n',
  ],
  ['headers', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: '],
])('who lets %s drip is told so and cut, and leaves nothing behind', async (_, begin) => {
  const { answer, afterMs } = await dripping(begin);
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nContent-Type: application\/problem\+json\r\n/);
  expect(answer).toContain('"type":"/problems/too-slow"');
  expect(afterMs).toBeLessThan(LIMIT_MS + 1_500);
  await eventually(() => expect(receiving).toBe(0), 1_000);
});

test('a connection that says nothing is cut', async () => {
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1').resume();
  socket.on('error', () => undefined);
  await once(socket, 'close');
});

test('a slow upload that keeps to the time comes in whole', async () => {
  const piece = Buffer.alloc(65_536, '好');
  const outgoing = request(`${running.url}/v1/take`, { method: 'POST', headers: { 'content-type': 'text/csv' } });
  const answered = once(outgoing, 'response');
  for (let sent = 0; sent < 10; sent++) {
    outgoing.write(piece);
    await new Promise((resolve) => setTimeout(resolve, LIMIT_MS / 20));
  }
  outgoing.end();
  const [answer] = (await answered) as [IncomingMessage];
  expect([answer.statusCode, await text(answer)]).toEqual([200, JSON.stringify({ bytes: piece.length * 10 })]);
});

test('what is no HTTP is answered with a problem', async () => {
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
  socket.write('hello\r\n\r\n');
  expect(await text(socket)).toContain('"type":"/problems/request"');
});
