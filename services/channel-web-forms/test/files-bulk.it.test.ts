import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedbackReceived, feedbackRefused } from '@hearback/contracts';
import type { RunningService } from '@hearback/service';
import { readToEnd } from '@hearback/kafka';
import { channelUnderTest, eventually, lowPort, type ChannelUnderTest } from '@hearback/testing';
import { zipSync } from 'fflate';

jest.setTimeout(300_000);

const ROWS = 100_000;
const MAIN = join(__dirname, '../../../dist/services/channel-web-forms/main.js');
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Every hundredth row is bad, each in one of four ways. */
const isBad = (row: number) => row % 100 === 7;
const BAD = [
  { stars: '9', reason: 'wrong-format' },
  { text: '', reason: 'required' },
  { time: '3/4/2026', reason: 'not-a-time' },
  { id: '1.23E+18', reason: 'digits-lost' },
];
const badOf = (row: number) => BAD[Math.floor(row / 100) % BAD.length]!;

let service: ChannelUnderTest;
let token: string;
let child: ChildProcess;
let environment: NodeJS.ProcessEnv;
let mostBytes = 0;

interface Line {
  kind: string;
  row: number;
  rows: number;
  accepted: number;
  refused: number;
  faults: { reason: string }[];
}

/** The built service as a process of its own, whose memory can be read and which can be killed. */
async function startProcess(env: NodeJS.ProcessEnv): Promise<RunningService> {
  environment = env;
  child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...env }, stdio: 'inherit' });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { name: 'channel-web-forms', url: `http://127.0.0.1:${env.PORT}`, notReady: () => [], stop };
}

/** Resident memory as the kernel counts it, at its highest. */
function watchMemory(): void {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  mostBytes = Math.max(mostBytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) * 1_024);
}

const ready = () =>
  eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200), 60_000);

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('The service is not built: run `npm run build` first.');
  service = await channelUnderTest(startProcess, { PORT: String(await lowPort()) });
  token = await service.registerKey({});
  const rate = { itemsPerSecond: 1_000_000, burst: 1_000_000 };
  for (const sourceId of ['boxes', 'boxes-xlsx']) await service.registerSource({ sourceId, channel: 'branch', rate });
  await service.completeSnapshots();
  await ready();
});
afterAll(() => service?.stop());

interface Row {
  text: string;
  phone: string;
  time: string;
  branch: string;
  stars: string;
  id: string;
}

function rowOf(row: number): Row {
  const good = {
    text: `第${row}位客户说：柜台排队太久，希望多开一个窗口，谢谢。`,
    phone: `138${String(row).padStart(8, '0')}`,
    time: '2026-03-01 09:30',
    branch: `网点${row % 300}`,
    stars: String((row % 5) + 1),
    id: '',
  };
  if (!isBad(row)) return good;
  const { reason: _, ...bad } = badOf(row);
  return { ...good, ...bad };
}

const HEADING = ['内容', '手机号', '时间', '网点', '评分', '流水号'];

function csv(): Buffer {
  const lines = [HEADING.join(',')];
  for (let row = 2; row < ROWS + 2; row++) lines.push(Object.values(rowOf(row)).join(','));
  return Buffer.from(lines.join('\r\n'));
}

function xlsx(): Buffer {
  const strings = new Map<string, number>();
  const rows: string[] = [];
  const cell = (text: string) => {
    if (!strings.has(text)) strings.set(text, strings.size);
    return `<c t="s"><v>${strings.get(text)}</v></c>`;
  };
  const put = (row: number, cells: readonly string[]) => rows.push(`<row r="${row}">${cells.map(cell).join('')}</row>`);
  put(1, HEADING);
  for (let row = 2; row < ROWS + 2; row++) put(row, Object.values(rowOf(row)) as string[]);
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="worksheets/1.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${[...strings.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/1.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)])), { level: 1 }),
  );
}

interface Sending {
  body: Buffer;
  type: string;
  source: string;
}

/** Sends a file and hands on each line of the report as it comes. */
async function send({ body, type, source }: Sending, hear: (line: Line) => void): Promise<void> {
  const response = await fetch(`${service.url}/v1/files?source=${source}`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body! as unknown as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) hear(JSON.parse(line) as Line);
  }
}

async function sendAll(sending: Sending) {
  const progress: number[] = [];
  const refused: [number, string][] = [];
  let last: Line | undefined;
  await send(sending, (line) => {
    last = line;
    if (line.kind === 'progress') progress.push(line.rows);
    if (line.kind === 'progress') watchMemory();
    if (line.kind === 'refused') refused.push([line.row, line.faults[0]!.reason]);
  });
  watchMemory();
  return { progress, refused, last: last! };
}

async function idsOf(source: string): Promise<{ ids: Set<string>; refused: Set<number> }> {
  const ids = new Set<string>();
  const refused = new Set<number>();
  await readToEnd(service.kafka, feedbackReceived.topic, ({ value }) => {
    const { feedbackId, sourceId } = JSON.parse(String(value)) as { feedbackId: string; sourceId: string };
    if (sourceId === source) ids.add(feedbackId);
  });
  await readToEnd(service.kafka, feedbackRefused.topic, ({ value }) => {
    const { index, sourceId } = JSON.parse(String(value)) as { index: number; sourceId: string };
    if (sourceId === source) refused.add(index);
  });
  return { ids, refused };
}

const EXPECTED: [number, string][] = Array.from({ length: ROWS }, (_, i) => i + 2)
  .filter(isBad)
  .map((row) => [row, badOf(row).reason]);
const COUNTS = { kind: 'report', rows: ROWS, accepted: ROWS * 0.99, refused: ROWS * 0.01, empty: 0 };
const MOST_BYTES = 300 * 1_048_576;

test('100,000 rows: killed half-way and sent again, every good row is there once and every bad one is named', async () => {
  const body = csv();
  let heard = 0;
  const cut = send({ body, type: 'text/csv', source: 'boxes' }, (line) => {
    if (line.kind === 'progress') heard = line.accepted;
    if (heard > ROWS / 3) child.kill('SIGKILL');
  });
  await expect(cut).rejects.toThrow();
  const before = await idsOf('boxes');
  expect(before.ids.size).toBeGreaterThanOrEqual(heard);
  expect(before.ids.size).toBeLessThan(ROWS * 0.99);

  await startProcess(environment);
  await ready();
  mostBytes = 0;
  const began = Date.now();
  const { progress, refused, last } = await sendAll({ body, type: 'text/csv', source: 'boxes' });
  const megabytes = Math.round(mostBytes / 1_048_576);
  console.log(`CSV: ${Date.now() - began} ms, at most ${megabytes} MB, ${progress.length} lines of progress`);
  expect(last).toMatchObject(COUNTS);
  expect(refused).toEqual(EXPECTED);
  expect(progress.length).toBeGreaterThan(3);
  expect(mostBytes).toBeLessThan(MOST_BYTES);
  const after = await idsOf('boxes');
  expect([after.ids.size, after.refused.size]).toEqual([ROWS * 0.99, ROWS * 0.01]);
});

test('100,000 rows of a workbook, in the same bounds', async () => {
  const body = xlsx();
  const began = Date.now();
  const { progress, refused, last } = await sendAll({ body, type: XLSX, source: 'boxes-xlsx' });
  const megabytes = Math.round(mostBytes / 1_048_576);
  console.log(`XLSX: ${Date.now() - began} ms, at most ${megabytes} MB, ${progress.length} lines of progress`);
  expect(last).toMatchObject(COUNTS);
  expect(refused).toEqual(EXPECTED);
  expect(mostBytes).toBeLessThan(MOST_BYTES);
  const { ids } = await idsOf('boxes-xlsx');
  expect(ids.size).toBe(ROWS * 0.99);
});
