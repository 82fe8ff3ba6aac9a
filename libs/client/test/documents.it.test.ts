import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTopics, type ServiceName } from '@hearback/contracts';
import { connectKafka, createTopics } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, lowPort, testDatabase, testPrefix, testServers, type TestDatabase } from '@hearback/testing';
import { serviceClient } from '../src/index';

// Every operation of every document is called in ways that go wrong: what is answered must be documented.
jest.setTimeout(240_000);

const ROOT = join(__dirname, '../../..');
const SERVICES = ['directory', 'cases', 'classifier', 'response-tracker', 'channel-web-forms'] as const;
const PASSWORD = 'a password of the tests';
const running: ChildProcess[] = [];
const urls = {} as Record<ServiceName, string>;
let database: TestDatabase;
let token: string;

beforeAll(async () => {
  database = await testDatabase();
  const { kafkaBrokers, redisUrl } = testServers();
  const KAFKA_TOPIC_PREFIX = testPrefix();
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  const kafka = { brokers: kafkaBrokers, clientId: 'test', topicPrefix: KAFKA_TOPIC_PREFIX, telemetry };
  await createTopics(connectKafka(kafka), allTopics());
  const env = {
    ...process.env,
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    HEARBACK_SECRET: 'a secret of the tests, long enough for all',
    HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: PASSWORD,
  };
  for (const service of SERVICES) urls[service] = await started(service, env);
  for (const service of SERVICES)
    await eventually(async () => expect((await fetch(`${urls[service]}/health/ready`)).status).toBe(200), 120_000);
  const directory = serviceClient('directory', { url: urls.directory, apiKey: '' });
  const { data } = await directory.POST('/v1/sign-in', { body: { name: 'admin', password: PASSWORD } });
  token = data!.token;
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await database?.drop();
});

async function started(service: ServiceName, env: NodeJS.ProcessEnv): Promise<string> {
  const PORT = String(await lowPort());
  const main = join(ROOT, 'dist/services', service, 'main.js');
  running.push(spawn(process.execPath, [main], { env: { ...env, PORT }, stdio: 'inherit' }));
  return `http://127.0.0.1:${PORT}`;
}

interface Operation {
  requestBody?: { content: Record<string, unknown> };
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}
const documentOf = (service: ServiceName): Document =>
  JSON.parse(readFileSync(join(ROOT, `docs/openapi/${service}.json`), 'utf8')) as Document;

/** Ways to ask wrongly, and rightly as far as a machine can guess. */
function attempts(method: string, path: string, operation: Operation): { path: string; init: RequestInit }[] {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `key of ${path}` };
  const type = Object.keys(operation.requestBody?.content ?? {})[0] ?? 'application/json';
  const sent = (body: string, more: Record<string, string> = {}): RequestInit =>
    method === 'get' || method === 'options'
      ? { headers }
      : { headers: { ...headers, 'content-type': type, ...more }, body };
  const bodies = ['{}', '[]', '{', 'null', '{"\\u0000":1}', '{"version":1e999}', `{"text":"${'x'.repeat(100)}"}`];
  const known = filled(path, '00000000-0000-4000-8000-000000000000');
  const query = (operation.parameters ?? [])
    .filter((one) => one.in === 'query')
    .map(({ name }) => `${name}=%00%F0%9F%98%80`);
  return [
    {
      path: known,
      init:
        method === 'get' ? {} : { body: operation.requestBody ? '{}' : undefined, headers: { 'content-type': type } },
    },
    { path: known, init: { ...sent('{}'), headers: { authorization: 'Bearer nobody' } } },
    ...bodies.map((body) => ({ path: known, init: sent(body) })),
    ...(operation.requestBody
      ? [
          { path: known, init: sent('{}', { 'content-type': 'text/nonsense' }) },
          { path: known, init: sent(JSON.stringify({ text: 'x'.repeat(17 * 1_048_576) })) },
        ]
      : []),
    { path: filled(path, '%20%F0%9F%98%80'), init: sent('{}') },
    { path: filled(path, '..%2Fx%00'), init: sent('{}') },
    ...(query.length > 0 ? [{ path: `${known}?${query.join('&')}`, init: sent('{}') }] : []),
    ...query.map((one) => ({ path: `${known}?${one.replace('%00%F0%9F%98%80', '-1')}`, init: sent('{}') })),
  ];
}
const filled = (path: string, value: string) => path.replaceAll(/\{\w+\}/g, value);

/** What is wrong with an answer, by its operation's documentation; null when nothing is. */
function undocumented({ responses }: Operation, response: Response): string | null {
  const said = responses[response.status];
  if (!said) return `${response.status}`;
  const type = response.headers.get('content-type')?.split(';')[0];
  const types = Object.keys(said.content ?? {});
  if (types.length === 0 || types.includes('*/*') || types.includes(type ?? '')) return null;
  return `${response.status} as ${type}`;
}

test.each(SERVICES)('whatever goes wrong at %s, it answers as documented', async (service) => {
  const found = new Set<string>();
  for (const [path, operations] of Object.entries(documentOf(service).paths))
    for (const [method, operation] of Object.entries(operations)) {
      if (path === '/v1/stream') continue;
      for (const attempt of attempts(method, path, operation)) {
        const init = { ...attempt.init, method: method.toUpperCase(), redirect: 'manual' as const };
        const response = await fetch(urls[service] + attempt.path, init).catch(() => null);
        // A body beyond the limit may find the connection closed before all of it is sent.
        if (!response) continue;
        await response.arrayBuffer();
        const wrong = undocumented(operation, response);
        if (wrong) found.add(`${method} ${path}: ${wrong}`);
      }
    }
  expect([...found]).toEqual([]);
});
