import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allTopics } from '@hearback/contracts';
import { connectKafka, createTopics } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, lowPort, testDatabase, testPrefix, testServers, type TestDatabase } from '@hearback/testing';

// The command as an operator runs it, in a folder with a local.env, against the services it asks.
jest.setTimeout(180_000);

const DIST = join(__dirname, '../../../dist/services');
const KEY = 'hbk_a-key-of-this-test-that-is-long-enough';
const folder = mkdtempSync(join(tmpdir(), 'hearback-cli-'));
const running: ChildProcess[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { kafkaBrokers } = testServers();
  const prefix = testPrefix();
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  await createTopics(
    connectKafka({ brokers: kafkaBrokers, clientId: 'test', topicPrefix: prefix, telemetry }),
    allTopics(),
  );
  const env = {
    ...process.env,
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: kafkaBrokers.join(','),
    KAFKA_TOPIC_PREFIX: prefix,
    DATABASE_URL: database.url,
    HEARBACK_SECRET: 'a secret of the tests, long enough for all',
    HEARBACK_BOOTSTRAP_API_KEY: KEY,
  };
  const started = ['directory', 'cases', 'channel-web-forms'].map((service) => startService(service, env));
  const lines = (await Promise.all(started)).map(({ name, url }) => `${name}=${url}\n`);
  for (const name of ['HOTLINE', 'APP_RATINGS', 'SOCIAL'])
    lines.push(`HEARBACK_URL_CHANNEL_${name}=http://127.0.0.1:1\n`);
  mkdirSync(join(folder, '.hearback'));
  writeFileSync(join(folder, '.hearback', 'local.env'), `HEARBACK_API_KEY=${KEY}\n${lines.join('')}`);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
  await database?.drop();
});

async function startService(service: string, env: NodeJS.ProcessEnv) {
  const PORT = String(await lowPort());
  running.push(spawn(process.execPath, [join(DIST, service, 'main.js')], { env: { ...env, PORT }, stdio: 'inherit' }));
  const url = `http://127.0.0.1:${PORT}`;
  await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200), 60_000);
  return { name: `HEARBACK_URL_${service.toUpperCase().replaceAll('-', '_')}`, url };
}

async function hearback(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { HEARBACK_API_KEY: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(DIST, 'cli', 'main.js'), ...args], { cwd: folder, env });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) };
}
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

test('sources are listed with how they are heard, and services that do not say it are named', async () => {
  const { code, out } = await hearback('sources');
  expect([code, out]).toEqual([
    1,
    expect.stringMatching(/^web-forms-default +web-form \* +Asia\/Shanghai +learning +never +\S/m),
  ]);
  expect(out).toMatch(/^channel-social does not say how its sources are: .*did not answer after 2 attempts/m);
  const json = await hearback('sources', '--json');
  expect([json.code, json.err]).toEqual([1, expect.stringMatching(/^channel-social: /m)]);
  expect(JSON.parse(json.out)).toContainEqual(
    expect.objectContaining({
      sourceId: 'web-forms-default',
      health: expect.objectContaining({ health: 'learning', lastAt: null, poll: null, stream: null }),
    }),
  );
});

test('a CSV file is sent, what is refused is reported by its line, and sending it again gives the same feedback', async () => {
  const rows = Array.from({ length: 150 }, (_, n) => `意见 ${n},${n === 120 ? 9 : 3}`);
  const name = file('box.csv', `\ufefftext,rating.stars\n${rows.join('\n')}\n`);
  const first = await hearback('send', name, '--source', 'branch-default', '--report', 'bad.ndjson');
  expect([first.code, first.out]).toEqual([
    1,
    '149 accepted, 1 refused.\n  row 122: rating.stars: expected at most 5\n',
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'bad.ndjson'), 'utf8'))).toMatchObject({
    row: 122,
    reason: 'out-of-range',
  });
  expect((await hearback('send', name, '--source', 'branch-default')).out).toBe(first.out);
  const { out } = await eventually(async () => {
    const listed = await hearback('refused', 'list', '--source', 'branch-default', '--json');
    expect(JSON.parse(listed.out)).toHaveLength(1);
    return listed;
  }, 30_000);
  const [{ refusedId }] = JSON.parse(out) as [{ refusedId: string }];
  expect((await hearback('refused', 'show', refusedId)).out).toContain('{"text":"意见 120","rating":{"stars":9}}');
  const replayed = await hearback('refused', 'replay', refusedId);
  expect([replayed.code, replayed.out]).toEqual([1, '1 to be read again: 0 read, 1 refused again, 0 under way.\n']);
  expect((await hearback('refused', 'dismiss', refusedId, '--reason', 'nine stars')).code).toBe(0);
  expect((await hearback('refused', 'list')).out).toBe('Nothing.\n');
  expect((await hearback('refused', 'show', refusedId)).out).toContain('dismissed by first key: nine stars');
  const again = await hearback('refused', 'replay', refusedId);
  expect([again.code, again.out]).toContain(
    `0 to be read again: 0 read, 0 refused again, 0 under way.\n  ${refusedId} left out: dismissed\n`,
  );
});

test('lines of JSON and a list are sent too', async () => {
  const lines = file('a.ndjson', '{"text":"a","externalId":"1"}\n\n{"text":"b","externalId":"2"}\n');
  expect((await hearback('send', lines, '--source', 'web-forms-default')).out).toBe('2 accepted, 0 refused.\n');
  const list = file('a.json', '[{"text":"c","externalId":"3"}]');
  expect((await hearback('send', list, '--source', 'web-forms-default')).out).toBe('1 accepted, 0 refused.\n');
});

test.each<[string, string[], RegExp]>([
  [
    'no such source',
    ['send', 'a.json', '--source', 'nowhere'],
    /There is no source nowhere\. There are: .*web-forms-default/,
  ],
  ['no such file', ['send', 'gone.csv', '--source', 'web-forms-default'], /gone\.csv/],
  ['another column', ['send', 'odd.csv', '--source', 'web-forms-default'], /no such field: comment\. Expected text/],
  [
    'a number that would be rounded',
    ['send', 'big.json', '--source', 'web-forms-default'],
    /item 1: externalId would be rounded/,
  ],
  ['no choice', ['refused', 'replay'], /expected either ids, or a filter such as --source, or --all/],
  ['an unknown refusal', ['refused', 'show', 'x'], /answered 404 There is no refusal of this id/],
  ['a wrong time', ['refused', 'list', '--from', 'yesterday'], /--from: expected an ISO 8601 time/],
])('%s is said in one line', async (_what, args, message) => {
  file('odd.csv', 'text,comment\na,b\n');
  file('big.json', '{"text":"a","externalId":12345678901234567890}');
  const { code, err } = await hearback(...args);
  expect([code, err.trim().split('\n').length, err]).toEqual([2, 1, expect.stringMatching(message)]);
});
