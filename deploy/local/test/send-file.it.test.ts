import { createServer, type Server } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sendFile } from '../src/send-file';

// A stand-in for a channel service: refuses empty text, is busy at first, and answers as design.md section 9 says.
let busy = 1;
const received: { externalId: string; text: string }[] = [];
const folder = mkdtempSync(join(tmpdir(), 'hearback-file-'));
let channel: Server;
let channelUrl: string;

beforeAll(async () => {
  channel = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      if (request.headers.authorization !== 'Bearer hb_key') return response.writeHead(401).end();
      if (busy-- > 0) return response.writeHead(503, { 'retry-after': '0' }).end();
      const items = JSON.parse(body) as typeof received;
      received.push(...items);
      const numbered = items.map((item, index) => ({ ...item, index }));
      const accepted = numbered
        .filter(({ text }) => text)
        .map((i) => ({ index: i.index, feedbackId: `id-${i.externalId}` }));
      const refused = numbered.filter(({ text }) => !text).map(({ index }) => ({ index, reason: 'empty', detail: '' }));
      response.writeHead(accepted.length > 0 ? 202 : 422).end(JSON.stringify({ accepted, refused }));
    });
  });
  await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve));
  channelUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}`;
});

afterAll(async () => {
  channel.close();
  await rm(folder, { recursive: true });
});

function send(name: string, content: string | Buffer, apiKey = 'hb_key') {
  const path = join(folder, name);
  writeFileSync(path, content);
  return sendFile({ file: { path, textColumn: 'text', idColumn: 'id' }, channelUrl, apiKey, report: () => {} });
}

test('a zipped table is sent row by row, a busy channel is tried again, and ids that repeat count once', async () => {
  const table = '\uFEFFid,channel,text\n1,app,"转账失败，\n扣了两次"\n2,app,轉帳很慢\n2,app,轉帳很慢\n3,app,\n';
  expect(await send('reviews.csv.gz', gzipSync(table))).toEqual({
    rows: 4,
    accepted: 3,
    refused: { empty: 1 },
    feedbackIds: new Set(['id-1', 'id-2']),
  });
  expect(received[0]).toEqual({ externalId: '1', text: '转账失败，\n扣了两次' });
});

test('JSON lines are sent like a table', async () => {
  const lines = '{"id":7,"text":"fees"}\n\n{"id":"八","text":"手续费"}\n';
  expect(await send('reviews.jsonl', lines)).toMatchObject({ rows: 2, feedbackIds: new Set(['id-7', 'id-八']) });
});

test.each([
  ['a.csv', { holds: 'id,body\n1,x\n', named: /Row 1 has no column text; its columns are: id, body/ }],
  ['b.jsonl', { holds: '{"id":1,"text":"x"}\n{', named: /b\.jsonl cannot be read after row 1/ }],
])('what is wrong with %s is named', async (name, { holds, named }) => {
  await expect(send(name, holds)).rejects.toThrow(named);
});

test('a file that is not there, and a wrong key, are said plainly', async () => {
  const file = { path: join(folder, 'none.csv'), textColumn: 'text', idColumn: 'id' };
  await expect(sendFile({ file, channelUrl, apiKey: 'x', report: () => {} })).rejects.toThrow(/cannot be read/);
  await expect(send('c.csv', 'id,text\n1,x\n', 'wrong')).rejects.toThrow(/did not take the file: status 401/);
});
