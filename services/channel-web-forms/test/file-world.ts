import type { Source } from '@hearback/contracts';
import { feedbackReceived, type Feedback } from '@hearback/contracts';
import { channelUnderTest, eventually, type ChannelUnderTest } from '@hearback/testing';
import { start } from '../src/main';

export const CSV = 'text/csv';
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Line {
  kind: string;
  [member: string]: unknown;
}

export interface HowToSend {
  type?: string;
  query?: string;
  source?: string;
}

/** The service with somebody who sends it files. */
export interface FileWorld {
  service: ChannelUnderTest;
  token: string;
  post(body: string | Buffer, how?: HowToSend): Promise<{ status: number; type: string | null; text: string }>;
  /** Sends a file that is taken; its report. */
  send(body: string | Buffer, how?: HowToSend): Promise<SentFile>;
  /** A source that no other test writes to. */
  newSource(given?: Partial<Source>): Promise<string>;
  received(sourceId: string): Promise<Feedback[]>;
  texts(sourceId: string): Promise<string[]>;
}

export interface SentFile {
  lines: Line[];
  started: Line;
  last: Line;
  /** Kind of the last line, rows, accepted, refused. */
  counts: unknown[];
  /** Each refused row with column and reason of its faults. */
  refused: unknown[][];
}

export async function fileWorld(): Promise<FileWorld> {
  const service = await channelUnderTest(start);
  const token = await service.registerKey({});
  await service.registerSource({ sourceId: 'branch-boxes', channel: 'branch' });
  await service.registerSource({ sourceId: 'hotline-main', channel: 'hotline', isDefault: true });
  await service.completeSnapshots();
  await eventually(async () => expect((await fetch(`${service.url}/health/ready`)).status).toBe(200));
  let sources = 0;
  const post: FileWorld['post'] = async (body, { type = CSV, query = '', source = 'branch-boxes' } = {}) => {
    const response = await fetch(`${service.url}/v1/files?source=${source}${query}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body as string)),
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
    });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  const received: FileWorld['received'] = async (sourceId) =>
    (await service.read(feedbackReceived)).map(({ data }) => data).filter((data) => data.sourceId === sourceId);
  return {
    service,
    token,
    post,
    send: async (body, how) => reportOf(await post(body, how)),
    received,
    texts: async (sourceId) => (await received(sourceId)).map(({ text }) => text).sort(),
    newSource: async (given = {}) => {
      const sourceId = `box-${++sources}`;
      await service.registerSource({ sourceId, channel: 'branch', ...given });
      await eventually(async () => expect((await post('text\n', { source: sourceId })).status).toBe(200));
      return sourceId;
    },
  };
}

function reportOf({ status, type, text }: { status: number; type: string | null; text: string }): SentFile {
  expect([status, type]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const last = lines.at(-1)!;
  const refused = lines
    .filter(({ kind }) => kind === 'refused')
    .map(({ row, faults }) => [row, ...(faults as Line[]).map(({ column, reason }) => [column, reason])]);
  return { lines, started: lines[0]!, last, refused, counts: [last.kind, last.rows, last.accepted, last.refused] };
}
