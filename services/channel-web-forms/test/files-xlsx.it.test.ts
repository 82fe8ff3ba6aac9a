import { zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { fileWorld, XLSX, type FileWorld } from './file-world';

jest.setTimeout(60_000);

let service: FileWorld['service'];
let post: FileWorld['post'];
let send: FileWorld['send'];
let newSource: FileWorld['newSource'];
let received: FileWorld['received'];

beforeAll(async () => {
  ({ service, post, send, newSource, received } = await fileWorld());
});
afterAll(() => service?.stop());

function zipped(parts: Record<string, string | Uint8Array>): Buffer {
  const bytes = Object.entries(parts).map(([name, content]) => [name, Buffer.from(content as string)] as const);
  return Buffer.from(zipSync(Object.fromEntries(bytes), { level: 6 }));
}

/** A workbook around the XML of its only sheet. */
function workbook(sheet: string | Uint8Array): Buffer {
  return zipped({
    'xl/workbook.xml': '<workbook><sheets><sheet name="意见" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
  });
}

test('a workbook is read with its dates, numbers and other sheets', async () => {
  const source = await newSource();
  const row = (...cells: unknown[]) => cells.map((value) => (value === null ? null : { value })) as never;
  const body = (await writeXlsxFile([
    {
      data: [
        row('意見內容', '電話', '提交時間', '網點'),
        [
          { value: '等太久' },
          { value: 13800138000 },
          { value: new Date('2026-03-01T09:30:00Z'), format: 'yyyy/mm/dd hh:mm' },
          { value: '城東支行' },
        ],
        row(null, null, null, null),
        row(null, 13900139000, null, '城西支行'),
      ],
      sheet: '三月',
    },
    { data: [row('x')], sheet: '說明' },
  ] as never).toBuffer()) as Buffer;
  const { started, counts, refused } = await send(body, { source, type: XLSX });
  expect(started).toMatchObject({ type: 'xlsx', sheet: '三月', otherSheets: ['說明'] });
  expect([counts, refused]).toEqual([['report', 2, 1, 1], [[4, ['意見內容', 'required']]]]);
  expect((await received(source))[0]).toMatchObject({
    text: '等太久',
    occurredAt: '2026-03-01T01:30:00.000Z',
    branch: '城東支行',
    customer: { identities: [{ type: 'phone' }] },
  });
  expect((await post(body, { source, type: XLSX, query: '&sheet=nein' })).text).toContain('三月');
});

test('formulas, rounded ids and merged cells', async () => {
  const source = await newSource();
  const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = `<worksheet><sheetData>
    <row r="1">${text('A1', '内容')}${text('B1', '网点')}${text('C1', '流水号')}</row>
    <row r="2">${text('A2', '一')}${text('B2', '城东支行')}<c r="C2"><v>12345</v></c></row>
    <row r="3"><c r="A3"><f>HYPERLINK("x")</f></c><c r="C3"><v>12346</v></c></row>
    <row r="4">${text('A4', '三')}<c r="C4"><v>1.23456789012345E+18</v></c></row>
    <row r="5">${text('A5', '四')}</row>
    <row r="6"><c r="C6"><v>7</v></c></row>
    <row r="7"/>
    </sheetData><mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="A5:A7"/></mergeCells></worksheet>`;
  const { refused, counts } = await send(workbook(sheet), { source, type: XLSX });
  expect(counts).toEqual(['report', 5, 3, 2]);
  expect(refused).toEqual([
    [4, ['流水号', 'digits-lost']],
    [6, ['内容', 'merged-cell']],
  ]);
  expect(
    (await received(source)).map(({ text: words, branch, externalId }) => [words, branch, externalId]).sort(),
  ).toEqual(
    [
      ['=HYPERLINK("x")', '城东支行', '12346'],
      ['一', '城东支行', '12345'],
      ['四', undefined, undefined],
    ].sort(),
  );
});

test('a bomb is refused by what it says it unpacks to, and by what it does', async () => {
  const entry = (file: Buffer) => file.lastIndexOf(Buffer.from('504b0102', 'hex'));
  const bomb = workbook('<worksheet/>');
  bomb.writeUInt32LE(2_000_000_000, entry(bomb) + 24);
  const answer = await post(bomb, { type: XLSX });
  expect([answer.status, JSON.parse(answer.text).detail]).toEqual([413, expect.stringContaining('unpacks to more')]);
  const liar = workbook(
    `<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(100_000)}</sheetData></worksheet>`,
  );
  liar.writeUInt32LE(100, entry(liar) + 24);
  const lied = await post(liar, { type: XLSX });
  expect([lied.status, JSON.parse(lied.text).detail]).toEqual([422, expect.stringContaining('damaged')]);
});

test('an archive that is no workbook, or one cut off or encrypted, is refused', async () => {
  const other = await post(zipped({ 'a.txt': 'x' }), { type: XLSX });
  expect([other.status, other.text]).toEqual([422, expect.stringContaining('no part xl/workbook.xml')]);
  const whole = workbook('<worksheet><sheetData/></worksheet>');
  expect((await post(whole.subarray(0, whole.length - 40), { type: XLSX })).status).toBe(422);
  whole.writeUInt16LE(1, whole.indexOf(Buffer.from('504b0102', 'hex')) + 8);
  expect((await post(whole, { type: XLSX })).text).toContain('encrypted');
});
