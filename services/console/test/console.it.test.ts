import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@hearback/service';
import { eventually, lowPort } from '@hearback/testing';
import { FORWARDED_SERVICES } from '../src/domain/service-addresses';
import { start } from '../src/main';

// One small HTTP server plays every service behind the front door.
let services: Server;
let running: RunningService;
let folder: string;
let servicesReady = false;
let asked = 0;
let late: Server | undefined;
let latePort = 0;
const closed: string[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = request.url ?? '';
  if (path === '/health/ready') return void response.writeHead(servicesReady ? 200 : 503).end('{}');
  if (path === '/v1/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: first\ndata: 1\n\n');
    request.on('close', () => closed.push('stream'));
    return;
  }
  if (path === '/v1/busy') {
    asked += 1;
    return void response.writeHead(503, { 'retry-after': '7' }).end('busy');
  }
  if (path === '/v1/break') return void response.destroy();
  let bytes = 0;
  request.on('data', (chunk: Buffer) => (bytes += chunk.length));
  request.on('end', () => {
    response.writeHead(202, { 'content-type': 'application/json', 'x-own': 'kept' });
    response.end(JSON.stringify({ method: request.method, path, bytes, headers: request.headers }));
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearback-console-'));
  services = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => services.once('listening', resolve));
  latePort = await lowPort();
  const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  running = await start({
    PORT: '0',
    LOG_LEVEL: 'silent',
    HEARBACK_LOCAL_ENV: join(folder, 'local.env'),
    HEARBACK_SERVICE_URLS: JSON.stringify(Object.fromEntries(FORWARDED_SERVICES.map((name) => [name, url]))),
    SERVICE_URL_CLASSIFIER: `http://127.0.0.1:${latePort}`,
  });
});

afterAll(async () => {
  await running?.stop();
  services?.closeAllConnections();
  services?.close();
  late?.close();
  await rm(folder, { recursive: true, force: true });
});

test('a request goes through as it came: method, query, bearer token and a body of any form', async () => {
  for (const [contentType, body] of [
    ['application/json', '{"broken'],
    ['application/x-ndjson', '{"a":1}\n{"a":2}\n'],
    ['application/cloudevents+json', '{}'],
  ] as const) {
    const response = await fetch(`${running.url}/api/hotline/v1/feedback?source=x%2Fy`, {
      method: 'POST',
      headers: { authorization: 'Bearer a.b.c', 'content-type': contentType, 'idempotency-key': 'k1' },
      body,
    });
    expect([response.status, response.headers.get('x-own')]).toEqual([202, 'kept']);
    expect(await response.json()).toMatchObject({
      method: 'POST',
      path: '/v1/feedback?source=x%2Fy',
      bytes: body.length,
      headers: {
        authorization: 'Bearer a.b.c',
        'content-type': contentType,
        'idempotency-key': 'k1',
        'x-forwarded-host': new URL(running.url).host,
        'x-forwarded-prefix': '/api/hotline',
      },
    });
  }
});

test('the size of a body is for the service to judge', async () => {
  const response = await fetch(`${running.url}/api/classifier-none`, { method: 'POST', body: 'x' });
  expect(response.status).toBe(404);
  const large = await fetch(`${running.url}/api/cases/v1/x`, { method: 'POST', body: Buffer.alloc(12_000_000, 120) });
  expect(await large.json()).toMatchObject({ bytes: 12_000_000 });
});

test('server-sent events arrive while the stream is open, and closing it closes it behind the door', async () => {
  const controller = new AbortController();
  const response = await fetch(`${running.url}/api/responses/v1/stream`, { signal: controller.signal });
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  expect(Buffer.from(value!).toString()).toBe('event: first\ndata: 1\n\n');
  controller.abort();
  await eventually(() => expect(closed).toEqual(['stream']));
});

test('a busy service is asked once, and its answer comes back as it is', async () => {
  const response = await fetch(`${running.url}/api/cases/v1/busy`);
  expect([response.status, response.headers.get('retry-after'), await response.text(), asked]).toEqual([
    503,
    '7',
    'busy',
    1,
  ]);
});

test('a service that is down is 503 with a time to come back, one that breaks off is 502, both as problem details', async () => {
  const down = await fetch(`${running.url}/api/classifier/v1/classify`, { method: 'POST', body: '{}' });
  expect([down.status, down.headers.get('retry-after'), down.headers.get('content-type')]).toEqual([
    503,
    '2',
    expect.stringContaining('application/problem+json'),
  ]);
  expect(await down.json()).toMatchObject({ type: '/problems/service-down', status: 503 });
  const broken = await fetch(`${running.url}/api/cases/v1/break`);
  expect([broken.status, ((await broken.json()) as { type: string }).type]).toEqual([
    502,
    '/problems/service-broke-off',
  ]);
});

test('every answer carries a policy without inline scripts, and only the documentation may style itself inline', async () => {
  const policy = async (path: string) =>
    (await fetch(`${running.url}${path}`)).headers.get('content-security-policy') ?? '';
  for (const path of ['/', '/api/cases/v1/cases', '/health/live', '/nowhere'])
    expect(await policy(path)).toMatch(/^default-src 'self';(?!.*unsafe)/);
  for (const path of ['/docs', '/api/cases/docs']) {
    expect(await policy(path)).toContain("style-src 'self' 'unsafe-inline'");
    expect(await policy(path)).not.toContain('script-src');
  }
});

test('it is ready once every service was and the file is there, and stays so when a service goes', async () => {
  const missing = async () =>
    ((await (await fetch(`${running.url}/health/ready`)).json()) as { missing: { reason: string }[] }).missing.map(
      (m) => m.reason,
    );
  expect(await missing()).toEqual([expect.stringMatching(/^waits for channel-hotline, .*classifier/)]);
  servicesReady = true;
  await eventually(async () => expect(await missing()).toEqual(['waits for classifier']));
  late = createServer(answer).listen(latePort, '127.0.0.1');
  await eventually(async () => expect(await missing()).toEqual(['waits for the file with the first API key']));
  await writeFile(join(folder, 'local.env'), '');
  await eventually(async () => expect(await missing()).toEqual([]));
  servicesReady = false;
  expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
});
