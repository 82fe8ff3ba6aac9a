import { mergeFinder } from './xlsx-merges';
import { readDateStyles, readWorkbook } from './xlsx-parts';
import { xlsxRows, type SheetContext } from './xlsx-rows';
import { xlsxStrings } from './xlsx-strings';

const CONTEXT: SheetContext = { strings: ['内容', '第二'], dateStyles: [false, true], since1904: false, merges: [] };

function read(xml: string, context: Partial<SheetContext> = {}, piece = xml.length) {
  const reader = xlsxRows({ ...CONTEXT, ...context });
  const rows = [];
  for (let at = 0; at < xml.length; at += piece) rows.push(...reader.write(xml.slice(at, at + piece)));
  return [...rows, ...reader.end()];
}
const cells = (xml: string) => read(`<sheetData><row r="1">${xml}</row></sheetData>`)[0]!.cells;

test.each([1, 5, 1_000])('rows and gaps between cells are the same in pieces of %i', (piece) => {
  const xml =
    '<x:worksheet xmlns:x="u"><x:sheetData><x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:r><x:t>a&amp;</x:t></x:r><x:r><x:t>b</x:t></x:r><x:rPh><x:t>kana</x:t></x:rPh></x:is></x:c></x:row><x:row r="9"/></x:sheetData></x:worksheet>';
  expect(read(xml, {}, piece)).toEqual([
    { row: 2, cells: [{ text: '内容' }, { text: '' }, { text: 'a&b' }] },
    { row: 9, cells: [] },
  ]);
});

test.each([
  ['a number', '<c><v>13800138000</v></c>', { text: '13800138000' }],
  ['a number in powers of ten', '<c><v>1.3800138E10</v></c>', { text: '13800138000' }],
  ['an id that lost its end', '<c><v>1.23456789012345E+18</v></c>', { text: '1.23456789012345E+18', digitsLost: true }],
  ['a date', '<c s="1"><v>46082.395833333336</v></c>', { text: '2026-03-01 09:30:00' }],
  ['an ISO date', '<c t="d"><v>2026-03-01T00:00:00</v></c>', { text: '2026-03-01' }],
  ['a formula with its result', '<c t="str"><f>A1&amp;B1</f><v>好</v></c>', { text: '好' }],
  ['a formula without', "<c><f>cmd|'/c calc'!A0</f></c>", { text: "=cmd|'/c calc'!A0" }],
  ['a formula that failed', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', { text: '=1/0' }],
  ['a truth', '<c t="b"><v>1</v></c>', { text: 'TRUE' }],
  ['a strange type', '<c t="constructor"><v>x</v></c>', { text: 'x' }],
  ['an escaped character', '<c t="str"><v>a_x0000_b</v></c>', { text: 'a\0b' }],
])('%s is read as a person sees it', (_name, xml, cell) => {
  expect(cells(xml)).toEqual([cell]);
});

test('of a cell far beyond every cap only the beginning is kept', () => {
  const [cell] = cells(`<c t="str"><v>${'啊'.repeat(1_000_000)}</v></c>`);
  expect([cell!.cut, cell!.text.length]).toEqual([true, 40_000]);
});

test('a cell that does not say where it stands follows an empty one', () => {
  expect(cells('<c t="str"><v></v></c><c/><c><v>3</v></c>').map(({ text }) => text)).toEqual(['', '', '3']);
});

test('a cell in column XFD does not make sixteen thousand cells', () => {
  expect(cells('<c r="XFD1"><v>1</v></c>')).toHaveLength(201);
});

test('a cell merged over rows has its words in each of them', () => {
  const finder = mergeFinder();
  for (const piece of ['<mergeCells count="2"><mergeCell re', 'f="B1:B3"/><mergeCell ref="A1:D1"/>'])
    finder.write(piece);
  const row = (r: number, words = '') => `<row r="${r}"><c r="A${r}"><v>${r}</v></c>${words}</row>`;
  const rows = read(`<d>${row(1, '<c r="B1" t="s"><v>1</v></c>')}${row(2)}${row(3)}${row(4)}</d>`, {
    merges: finder.end(),
  });
  expect(rows.map((each) => each.cells[1])).toEqual([
    { text: '第二' },
    { text: '第二', merged: true },
    { text: '第二', merged: true },
    undefined,
  ]);
});

test.each([
  ['a document type with entities', '<!DOCTYPE x [<!ENTITY a "aaaa">]><row><c t="str"><v>&a;</v></c></row>', /entity/],
  ['tags without end', '<a>'.repeat(1_000), /nests deeper than 64 levels/],
  ['text without end', `<a>${'x'.repeat(6_000_000)}`, /a cell of many megabytes/],
  ['XML that ends early', '<sheetData><row>', /unclosed tag/],
])('%s is refused', (_name, xml, message) => {
  expect(() => read(xml, {}, 1_000_000)).toThrow(message);
});

test('strings, styles and sheets of a workbook', () => {
  const strings = xlsxStrings();
  strings.write(
    '<sst><si><t>a</t></si><si><r><t>b</t></r><r><t xml:space="preserve"> c</t></r><rPh><t>x</t></rPh></si><si/></sst>',
  );
  const table = strings.end();
  expect([0, 1, 2, 3].map((index) => table.at(index))).toEqual(['a', 'b c', '', undefined]);
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="0.00&quot;days&quot;[Red]"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs><cellStyles/></styleSheet>';
  expect(readDateStyles(styles)).toEqual([false, true, true, false]);
  const workbook =
    '<workbook><workbookPr date1904="1"/><sheets><sheet name="旧" state="hidden" r:id="r1"/><sheet name="意见" r:id="r2"/></sheets></workbook>';
  const relations =
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>';
  expect(readWorkbook(workbook, relations)).toEqual({
    sheets: [
      { name: '旧', part: 'xl/worksheets/sheet1.xml', hidden: true },
      { name: '意见', part: 'xl/worksheets/sheet2.xml', hidden: false },
    ],
    since1904: true,
  });
});
