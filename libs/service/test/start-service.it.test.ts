import { startTelemetry } from '@hearback/telemetry';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  ProblemError,
  SERVICE_PARTS,
  openApiDocument,
  startService,
  type RunningService,
  type ServicePart,
} from '../src';

const stopped: string[] = [];
const part = (name: string, reason: { value: string | null }): ServicePart => ({
  name,
  notReady: () => reason.value,
  stop: async () => void stopped.push(name),
});
const database = { value: null as string | null };

@Controller()
class ExampleController {
  @Get('v1/refuses')
  refuses(): never {
    throw new ProblemError({ status: 409, title: 'Not now', type: '/problems/stale', detail: 'version 3 is current' });
  }

  @Get('v1/fails')
  fails(): never {
    throw new Error('secret inside');
  }

  @Post('v1/echo')
  echo(): { ok: true } {
    return { ok: true };
  }
}

@Module({})
class ExampleModule {}

let running: RunningService;

beforeAll(async () => {
  running = await startService({
    name: 'cases',
    host: '127.0.0.1',
    port: 0,
    telemetry: startTelemetry({ service: 'cases', version: '0.1.0', logLevel: 'silent' }),
    module: {
      module: ExampleModule,
      controllers: [ExampleController],
      providers: [
        { provide: SERVICE_PARTS, useValue: [part('database', database), part('consumer', { value: null })] },
      ],
    },
    openapi: openApiDocument('cases', 'example', [
      {
        method: 'get',
        path: '/v1/refuses',
        summary: 'refuses',
        responses: { 200: { description: 'ok', schema: z.object({ a: z.string() }) } },
      },
    ]),
  });
});

afterAll(() => running.stop());

const get = (path: string, init?: RequestInit) => fetch(running.url + path, init);

test('readiness names what is missing and why', async () => {
  expect((await get('/health/ready')).status).toBe(200);
  database.value = 'no connection';
  const answer = await get('/health/ready');
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { status: 'not ready', missing: [{ part: 'database', reason: 'no connection' }] },
  ]);
  database.value = null;
});

test('expected refusals leave as problem details', async () => {
  const answer = await get('/v1/refuses');
  expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
    409,
    expect.stringMatching(/^application\/problem\+json/),
    { type: '/problems/stale', status: 409, title: 'Not now', detail: 'version 3 is current' },
  ]);
});

test('an unexpected failure tells the caller nothing of its inside', async () => {
  const answer = await get('/v1/fails');
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('secret')]);
});

test.each([
  { what: 'an unknown address', path: '/v1/nowhere', init: {}, status: 404 },
  {
    what: 'broken JSON',
    path: '/v1/echo',
    init: { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
    status: 400,
  },
  {
    what: 'an unknown content type',
    path: '/v1/echo',
    init: { method: 'POST', body: 'x', headers: { 'content-type': 'application/x-y' } },
    status: 415,
  },
])('$what is answered with a problem', async ({ path, init, status }) => {
  const answer = await get(path, init);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
});

test('the OpenAPI document, its page and the metrics are served', async () => {
  const document = (await (await get('/openapi.json')).json()) as { paths: Record<string, unknown> };
  expect(Object.keys(document.paths)).toEqual(['/v1/refuses']);
  expect((await get('/docs')).status).toBe(200);
  expect((await get('/metrics')).headers.get('content-type')).toContain('text/plain');
});

test('parts are stopped in reverse order of their start', async () => {
  await running.stop();
  expect(stopped).toEqual(['consumer', 'database']);
});
