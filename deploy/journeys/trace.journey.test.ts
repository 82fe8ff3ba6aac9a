import { startSystem, type RunningSystem } from '@hearback/local';
import { eventually } from '@hearback/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

// One trace from the HTTP request to the clock, as an OTLP collector gets it. Spans are protobuf; a trace id is 16 raw bytes in it.
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const TEXT = '信用卡被盗刷了两笔，挂失电话一直打不通，請立即處理！';
const exported: Buffer[] = [];

let collector: Server;
let system: RunningSystem;

beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') exported.push(Buffer.concat(chunks));
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => collector.once('listening', resolve));
  const { port } = collector.address() as AddressInfo;
  system = await startSystem({ processes: false, env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
}, 180_000);

afterAll(async () => {
  await system?.stop();
  collector?.close();
}, 90_000);

test('one trace leads from the request through every hop to the clock, and holds no word of the customer', async () => {
  const answer = await fetch(`${system.urls['channel-social']}/v1/feedback`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${system.apiKey}`,
      'content-type': 'application/json',
      traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01`,
    },
    body: JSON.stringify({ text: TEXT, externalId: 'trace-1', author: { phone: '+8613800138001' } }),
  });
  expect(answer.status).toBe(202);
  const id = Buffer.from(TRACE_ID, 'hex');
  await eventually(() => {
    const services = exported.filter((payload) => payload.includes(id)).map(serviceOf);
    expect([...new Set(services)].sort()).toEqual([
      'cases',
      'channel-social',
      'classifier',
      'deduplicator',
      'response-tracker',
    ]);
  }, 30_000);
  const everything = Buffer.concat(exported);
  expect(['信用卡', '13800138001', system.apiKey].filter((secret) => everything.includes(secret))).toEqual([]);
}, 60_000);

// Each service exports through its own provider, so a payload holds the spans of one service.
function serviceOf(payload: Buffer): string {
  const names = [
    'cases',
    'channel-social',
    'classifier',
    'deduplicator',
    'response-tracker',
    'channel-hotline',
    'directory',
    'console',
  ];
  const key = payload.indexOf('service.name');
  const value = payload.subarray(key + 'service.name'.length, key + 60).toString('latin1');
  return names.find((name) => value.includes(name)) ?? 'unknown';
}
