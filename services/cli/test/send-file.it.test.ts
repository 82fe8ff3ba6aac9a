import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allTopics, feedbackReceived, type Feedback } from '@hearback/contracts';
import { connectKafka, createTopics, readToEnd, type KafkaConnection } from '@hearback/kafka';
import { startTelemetry } from '@hearback/telemetry';
import { eventually, lowPort, testDatabase, testPrefix, testServers, type TestDatabase } from '@hearback/testing';
import { zipSync } from 'fflate';

// A branch's file on its whole way: sent, refused in part, listed, its mapping mended in the directory, and read again.
jest.setTimeout(180_000);

const DIST = join(__dirname, '../../../dist/services');
const KEY = 'hbk_a-key-of-this-test-that-is-long-enough';
const PASSWORD = 'correct horse battery staple';
const folder = mkdtempSync(join(tmpdir(), 'hearback-files-'));
const running = new Map<string, ChildProcess>();
const urls: Record<string, string> = {};
let env: NodeJS.ProcessEnv;
let kafka: KafkaConnection;
let database: TestDatabase;
let admin: string | undefined;

beforeAll(async () => {
  database = await testDatabase();
  const brokers = testServers().kafkaBrokers;
  const topicPrefix = testPrefix();
  const telemetry = startTelemetry({ service: 'test', version: '0', logLevel: 'silent' });
  kafka = connectKafka({ brokers, clientId: 'test', topicPrefix, telemetry });
  await createTopics(kafka, allTopics());
  env = {
    ...process.env,
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    DATABASE_URL: database.url,
    HEARBACK_SECRET: 'a secret of the tests, long enough for all',
    HEARBACK_BOOTSTRAP_API_KEY: KEY,
    HEARBACK_BOOTSTRAP_ADMIN_PASSWORD: PASSWORD,
  };
  await Promise.all(['directory', 'cases', 'channel-web-forms'].map((service) => startService(service)));
  const lines = Object.entries(urls).map(
    ([service, url]) => `HEARBACK_URL_${service.toUpperCase().replaceAll('-', '_')}=${url}\n`,
  );
  admin = (await directory('POST', '/v1/sign-in', { name: 'admin', password: PASSWORD })).token;
  mkdirSync(join(folder, '.hearback'));
  writeFileSync(join(folder, '.hearback', 'local.env'), `HEARBACK_API_KEY=${KEY}\n${lines.join('')}`);
});
afterAll(async () => {
  for (const child of running.values()) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
  await database?.drop();
});

async function startService(service: string, port?: string): Promise<void> {
  const PORT = port ?? String(await lowPort());
  running.set(
    service,
    spawn(process.execPath, [join(DIST, service, 'main.js')], { env: { ...env, PORT }, stdio: 'inherit' }),
  );
  urls[service] = `http://127.0.0.1:${PORT}`;
  await eventually(async () => expect((await fetch(`${urls[service]}/health/ready`)).status).toBe(200), 60_000);
}

async function hearback(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { HEARBACK_API_KEY: _, ...own } = process.env;
  const child = spawn(process.execPath, [join(DIST, 'cli', 'main.js'), ...args], { cwd: folder, env: own });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out: String(Buffer.concat(out)), err: String(Buffer.concat(err)) };
}

/** Asks the directory, as its administrator once signed in. */
async function directory(method: string, path: string, body: object): Promise<{ token?: string }> {
  const headers = {
    authorization: `Bearer ${admin}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  const response = await fetch(`${urls.directory}${path}`, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text) as { token?: string };
}

const mapTo = (mapping: Record<string, string>) => directory('PATCH', '/v1/sources/box', { mapping });

/** What the channel service says of a file that is a heading alone; it publishes nothing of it. */
async function readingOf(sourceId: string, heading: string): Promise<string> {
  const url = `${urls['channel-web-forms']}/v1/files?source=${sourceId}`;
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'text/csv' };
  return (await fetch(url, { method: 'POST', headers, body: `${heading}\n` })).text();
}

async function received(sourceId: string): Promise<Feedback[]> {
  const found: Feedback[] = [];
  await readToEnd(kafka, feedbackReceived.topic, ({ value }) => {
    const feedback = JSON.parse(String(value)) as Feedback;
    if (feedback.sourceId === sourceId) found.push(feedback);
  });
  return found;
}

const refusedOf = async (source: string) => {
  const { out } = await hearback('refused', 'list', '--source', source, '--format', 'file', '--json');
  return JSON.parse(out) as { refusedId: string; reasons: { path: string; reason: string }[] }[];
};
const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return name;
};

const BOX = '说法,心情,称谓,号码\n排队太久,很差,王小明,13800138000\n服务很好,很好,李华,13900139000\n,一般,赵敏,\n';

test('the mapping in the directory says how a file is read; mended there, its refused rows are read again, each once', async () => {
  await directory('POST', '/v1/sources', { sourceId: 'box', channel: 'branch', name: '城东支行意见箱' });
  const file = write('box.csv', BOX);
  const send = () => hearback('send', file, '--file', '--source', 'box', '--report', 'bad.ndjson');
  const unmapped = await eventually(async () => {
    const sent = await send();
    expect(sent.err).toContain('The file could not be read');
    return sent;
  }, 30_000);
  expect([unmapped.code, unmapped.err]).toEqual([
    2,
    expect.stringMatching(/422 .*None of the first rows is a heading/),
  ]);

  await mapTo({ 说法: 'text', 心情: 'rating.stars', 称谓: 'author.name', 号码: 'author.phone' });
  const first = await eventually(async () => {
    const sent = await send();
    expect(sent.code).toBe(1);
    return sent;
  }, 30_000);
  const stars = '心情: expected a whole number of stars from 1 to 5';
  expect(first.out).toContain(`0 accepted, 3 refused.\n  row 2: ${stars}\n  row 3: ${stars}\n  row 4: ${stars}`);
  expect(readFileSync(join(folder, 'bad.ndjson'), 'utf8').trim().split('\n')).toHaveLength(3);
  const open = await eventually(async () => {
    const listed = await refusedOf('box');
    expect(listed).toHaveLength(4);
    return listed;
  }, 30_000);
  const row = open.find(({ reasons }) => reasons[0]!.path === 'rating.stars')!;
  const shown = (await hearback('refused', 'show', row.refusedId)).out;
  expect(shown).toContain('{"heading":"称谓","author.name":"');
  expect(shown).not.toMatch(/王小明|李华|赵敏|13800138000|13900139000/);

  await mapTo({ 说法: 'text', 心情: 'attributes.mood', 称谓: 'author.name', 号码: 'author.phone' });
  const ids = open.filter(({ reasons }) => reasons[0]!.path === 'rating.stars').map(({ refusedId }) => refusedId);
  // Known to the channel before anything is read again, or some rows would be read by the mapping before.
  await eventually(async () => expect(await readingOf('box', BOX.split('\n')[0]!)).toContain('attributes.mood'));
  const replayed = await hearback('refused', 'replay', ...ids);
  expect([replayed.code, replayed.out]).toEqual([1, '3 to be read again: 2 read, 1 refused again, 0 under way.\n']);
  expect((await received('box')).map(({ text, attributes }) => [text, attributes.mood]).sort()).toEqual([
    ['排队太久', '很差'],
    ['服务很好', '很好'],
  ]);

  // The whole file and the refusal of it as a whole: the same feedback again, and no other.
  expect((await send()).out).toContain('2 accepted, 1 refused.');
  expect((await hearback('refused', 'replay', '--source', 'box', '--reason', 'no-heading')).out).toContain('1 read');
  const all = await received('box');
  expect([all.length, new Set(all.map(({ feedbackId }) => feedbackId)).size]).toEqual([6, 2]);
});

test('a workbook is sent on through a crash of the service, and every row is there once', async () => {
  await directory('POST', '/v1/sources', {
    sourceId: 'slow',
    channel: 'branch',
    name: 'slow',
    rate: { itemsPerSecond: 20, burst: 20 },
  });
  const row = (n: number, text: string) => `<row r="${n}"><c r="A${n}" t="inlineStr"><is><t>${text}</t></is></c></row>`;
  const rows = ['内容', ...Array.from({ length: 90 }, (_, n) => `意见 ${n}`)].map((text, at) => row(at + 1, text));
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="worksheets/1.xml"/></Relationships>',
    'xl/worksheets/1.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  const name = write(
    'box.xlsx',
    zipSync(Object.fromEntries(Object.entries(parts).map(([part, xml]) => [part, Buffer.from(xml)]))),
  );
  const url = `${urls['channel-web-forms']}/v1/files?source=slow`;
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'text/csv' };
  await eventually(async () =>
    expect((await fetch(url, { method: 'POST', headers, body: 'text\n' })).status).toBe(200),
  );
  const sent = hearback('send', name, '--source', 'slow');
  await eventually(async () => expect(await received('slow')).not.toEqual([]), 60_000);
  const port = new URL(urls['channel-web-forms']!).port;
  running.get('channel-web-forms')!.kill('SIGKILL');
  await once(running.get('channel-web-forms')!, 'exit');
  await startService('channel-web-forms', port);
  expect((await sent).out).toBe('90 accepted, 0 refused.\n');
  expect(new Set((await received('slow')).map(({ feedbackId }) => feedbackId)).size).toBe(90);
});
