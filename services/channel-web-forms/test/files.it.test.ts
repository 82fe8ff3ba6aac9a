import { hash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { unseal } from '@hearback/access';
import { deterministicId, feedbackRefused } from '@hearback/contracts';
import { eventually } from '@hearback/testing';
import { CSV, fileWorld, XLSX, type FileWorld, type HowToSend } from './file-world';

jest.setTimeout(60_000);

let service: FileWorld['service'];
let token: FileWorld['token'];
let post: FileWorld['post'];
let send: FileWorld['send'];
let newSource: FileWorld['newSource'];
let received: FileWorld['received'];
let texts: FileWorld['texts'];

beforeAll(async () => {
  ({ service, token, post, send, newSource, received, texts } = await fileWorld());
});
afterAll(() => service?.stop());

const BOX = `网点意见箱,,,,,
内容,姓名,手机号,日期,网点,评分
"排队太久，
多开窗口",王小明,13800138000,2026/3/1,城东支行,2
,李华,13900139000,2026/3/1,城东支行,3
服务很好,赵敏,,2026年3月2日,城西支行,十
"他说"不行",陈一,,2026/3/2,城西支行,1
,,,,,
多一格,钱二,,2026/3/2,城西支行,1,多
Very helpful staff,Ann Lee,+852 2345 6789,2026-03-02 10:00,Central,5
`;

test('a file that comes slowly, piece by piece, is taken whole', async () => {
  const source = await newSource();
  const headers = { 'content-type': CSV, authorization: `Bearer ${token}` };
  const outgoing = httpRequest(`${service.url}/v1/files?source=${source}`, { method: 'POST', headers });
  const answered = once(outgoing, 'response');
  outgoing.write('text\n');
  for (let row = 0; row < 10; row++) {
    outgoing.write(`第 ${row} 行，排队太久\n`);
    await setTimeout(100);
  }
  outgoing.end();
  const [answer] = (await answered) as [IncomingMessage];
  let report = '';
  for await (const piece of answer) report += piece;
  expect([answer.statusCode, JSON.parse(report.trimEnd().split('\n').at(-1)!)]).toMatchObject([
    200,
    { kind: 'report', accepted: 10 },
  ]);
});

test('each row is judged for itself, and the report names row, column and what was expected', async () => {
  const source = await newSource();
  const { started, last, lines, counts, refused } = await send(`\ufeff${BOX}`, { source });
  expect(started).toMatchObject({ kind: 'started', type: 'csv', charset: 'utf-8', headingRow: 2 });
  expect(counts).toEqual(['report', 6, 2, 4]);
  expect(last).toMatchObject({ empty: 1, fileId: started.fileId });
  expect(refused).toEqual([
    [4, ['内容', 'required']],
    [5, ['评分', 'wrong-format']],
    [6, [undefined, 'broken-quotes']],
    [8, [undefined, 'too-many-columns']],
  ]);
  expect(lines.find(({ row }) => row === 5)!.faults).toEqual([
    {
      column: '评分',
      field: 'rating.stars',
      reason: 'wrong-format',
      detail: 'expected a whole number of stars from 1 to 5',
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain('13900139000');
  const all = await received(source);
  expect(all.find(({ text }) => text.startsWith('排队'))).toMatchObject({
    feedbackId: deterministicId(source, 'file', started.fileId as string, 3),
    text: '排队太久，\n多开窗口',
    branch: '城东支行',
    rating: { stars: 2 },
    occurredAt: '2026-02-28T16:00:00.000Z',
    format: 'file/v1',
    repeatable: true,
    customer: { displayName: '王小明', identities: [{ type: 'phone' }] },
  });
});

test('refused rows lie on feedback.refused, each once however often the file is sent, and readable with their headings', async () => {
  const source = await newSource();
  const file = '内容,流水号\n,A\n,A\n好,B\n';
  for (let time = 0; time < 2; time++) expect((await send(file, { source })).counts).toEqual(['report', 3, 1, 2]);
  const kept = (await service.read(feedbackRefused))
    .map(({ data }) => data)
    .filter(({ sourceId }) => sourceId === source);
  expect(new Set(kept.map(({ refusedId }) => refusedId)).size).toBe(2);
  expect(JSON.parse(unseal(service.keys.originals, kept[0]!.originalEncrypted).toString())).toMatchObject({
    row: kept[0]!.index,
    cells: [
      { heading: '内容', text: '' },
      { heading: '流水号', externalId: 'A' },
    ],
  });
  expect(new Set((await received(source)).map(({ feedbackId }) => feedbackId))).toEqual(
    new Set([deterministicId(source, 'B')]),
  );
});

test('the bad rows come as CSV that can be mended and sent again, as the rows that they were', async () => {
  const source = await newSource();
  const answer = await post(BOX, { source, query: '&report=csv' });
  expect([answer.status, answer.type]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  const fileId = hash('sha256', BOX, 'hex');
  const lines = answer.text.split('\r\n');
  expect([lines[0], lines[2], lines.length]).toEqual([
    '内容,姓名,手机号,日期,网点,评分,hearback_row,hearback_reason',
    `服务很好,赵敏,,2026年3月2日,城西支行,十,${fileId}:5,评分: expected a whole number of stars from 1 to 5`,
    6,
  ]);
  const mended = answer.text.replace(',十,', ',5,');
  const again = await send(mended, { source });
  expect(again.refused.map(([row]) => row)).toEqual([2, 5]);
  expect(await texts(source)).toEqual(['Very helpful staff', '他说"不行', '排队太久，\n多开窗口', '服务很好'].sort());
  const stillBad = (await post(mended, { source, query: '&report=csv' })).text.split('\r\n');
  expect([stillBad[0], stillBad[1]!.includes(`${fileId}:4`), stillBad.length]).toEqual([lines[0], true, 4]);
  const ids = async () => new Map((await received(source)).map(({ text, feedbackId }) => [text, feedbackId]));
  expect((await ids()).get('服务很好')).toBe(deterministicId(source, 'file', fileId, 5));
});

describe('encodings', () => {
  // 内容,网点 / 服務很好,城東 in GB18030 and Big5.
  const gb = Buffer.from('c4dac8dd2ccdf8b5e30ab7fecef1badcbac32cb3c7b6ab0a', 'hex');
  const big5 = Buffer.from('a4baae652cbaf4c2490aaa41b0c8abdca66e2cabb0aa460a', 'hex');

  test('GB18030 is detected or given', async () => {
    const source = await newSource();
    expect((await send(gb, { source })).started).toMatchObject({ charset: 'gb18030' });
    expect(await texts(source)).toEqual(['服务很好']);
    expect((await send(gb, { source, type: 'text/csv; charset=GBK' })).counts).toEqual(['report', 1, 1, 0]);
    expect((await post(gb, { source, query: '&charset=utf-8' })).status).toBe(422);
  });

  test('Big5 is told by a heading that only it makes readable', async () => {
    const source = await newSource();
    expect((await send(big5, { source })).started).toMatchObject({ charset: 'big5' });
    expect(await texts(source)).toEqual(['服務很好']);
  });

  test('a row with broken bytes is refused, the others pass', async () => {
    const source = await newSource();
    const body = Buffer.concat([
      Buffer.from('内容\n很好的服务，谢谢\n'),
      Buffer.from([0xe5, 0xa5, 0x0a]),
      Buffer.from('再见\n'),
    ]);
    expect((await send(body, { source })).refused).toEqual([[3, ['内容', 'broken-encoding']]]);
  });

  test('an encoding that is not read here is refused with the way out', async () => {
    const answer = await post(gb, { type: 'text/csv; charset=shift_jis' });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([415, { detail: /Expected a charset of utf-8/ }]);
  });
});

test('the file is judged before anything is published, and says what was expected', async () => {
  const cases: [string | Buffer, HowToSend, number, RegExp][] = [
    ['', {}, 422, /holds no row/],
    ['a,b\n1,2\n', {}, 422, /Expected "text", "content", "内容"/],
    ['内容\n好\n', { type: 'application/json' }, 415, /Expected text\/csv or/],
    ['内容\n好\n', { type: XLSX }, 415, /not an XLSX workbook/],
    [Buffer.from('504b0304', 'hex'), {}, 415, /an archive, not CSV/],
    [Buffer.from('504b030400000000', 'hex'), { type: XLSX }, 422, /damaged/],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), { type: XLSX }, 415, /old workbook \(\.xls\) or one with a password/],
    ['内容\n好\n', { query: '&report=pdf' }, 400, /expected csv or ndjson/],
    ['内容\n好\n', { source: 'nowhere' }, 404, /No source/],
    ['内容\n好\n', { source: 'hotline-main' }, 404, /No source/],
  ];
  for (const [body, options, status, detail] of cases) {
    const answer = await post(body, options);
    expect([answer.status, JSON.parse(answer.text).detail]).toEqual([status, expect.stringMatching(detail)]);
  }
  const anonymous = await fetch(`${service.url}/v1/files`, { method: 'POST', body: 'text\na\n' });
  expect(anonymous.status).toBe(401);
});

test('hostile cells stay text, and each hostile row costs itself', async () => {
  const source = await newSource();
  const rows = [
    "=cmd|'/c calc'!A0,1",
    'nul \0 inside,2',
    `${'啊'.repeat(20_000_000 / 3)},3`,
    '🙏 emoji,9007199254740993123',
    'rounded,1.23E+18',
  ];
  const { refused, counts } = await send(`内容,流水号\n${rows.join('\n')}\n`, { source });
  expect(refused).toEqual([
    [4, [undefined, 'row-too-long']],
    [6, ['流水号', 'digits-lost']],
  ]);
  expect(counts).toEqual(['report', 5, 3, 2]);
  const all = await received(source);
  expect(all.map(({ text, externalId }) => [text, externalId]).sort()).toEqual([
    ["=cmd|'/c calc'!A0", '1'],
    ['nul  inside', '2'],
    ['🙏 emoji', '9007199254740993123'],
  ]);
  expect(all.find(({ externalId }) => externalId === '2')!.repaired).toBe(true);
});

test('a file faster than its source may send waits instead of failing', async () => {
  // Slow enough that what publishing takes on a busy machine does not fill the bucket again.
  const source = await newSource({ rate: { itemsPerSecond: 4, burst: 10 } });
  const rows = Array.from({ length: 25 }, (_, i) => `row ${i}`);
  const began = Date.now();
  const { counts, lines } = await send(`text\n${rows.join('\n')}\n`, { source });
  expect(counts).toEqual(['report', 25, 25, 0]);
  expect(Date.now() - began).toBeGreaterThan(1_000);
  expect(lines.some(({ waiting }) => waiting === 'rate')).toBe(true);
});

test('a caller who goes away stops the reading, frees the place, and may send the file again', async () => {
  const source = await newSource({ rate: { itemsPerSecond: 10, burst: 10 } });
  const body = `text\n${Array.from({ length: 40 }, (_, i) => `row ${i}`).join('\n')}\n`;
  for (let time = 0; time < 6; time++) {
    const call = httpRequest(`${service.url}/v1/files?source=${source}`, {
      method: 'POST',
      headers: { 'content-type': CSV, authorization: `Bearer ${token}` },
    });
    call.end(body);
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    expect([200, 503]).toContain(response.statusCode);
    response.destroy();
    call.on('error', () => undefined);
  }
  await eventually(async () => expect((await post('text\n', { source })).status).toBe(200), 20_000);
  await setTimeout(100);
  expect((await send(body, { source })).counts).toEqual(['report', 40, 40, 0]);
  expect(new Set(await texts(source)).size).toBe(40);
});

test('the service describes the route', async () => {
  const openapi = (await (await fetch(`${service.url}/openapi.json`)).json()) as {
    paths: Record<string, { post: { requestBody: { content: object } } }>;
  };
  expect(Object.keys(openapi.paths['/v1/files']!.post.requestBody.content)).toEqual([CSV, XLSX]);
});
