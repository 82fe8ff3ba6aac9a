import { csvRows } from './csv-rows';
import { FILE_LIMITS } from './file-limits';

/** Rows as cells, or the reason of their refusal; pushed in pieces of this size. */
function read(text: string, { piece = text.length || 1, expect = 0, delimiter = ',' } = {}) {
  const reader = csvRows(delimiter);
  if (expect > 0) reader.expect(expect);
  const rows = [];
  for (let at = 0; at < text.length; at += piece) rows.push(...reader.push(text.slice(at, at + piece)));
  rows.push(...reader.end());
  return rows.map(({ row, cells, fault }) => [row, fault?.reason ?? cells.map((cell) => cell.text)]);
}

const TEXT = '内容,姓名\r\n"他说：""不行""，\n第二行",王\r\n\r\n好,李\n=cmd|\'/c calc\'!A0,赵\r最后,钱';
const ROWS = [
  [1, ['内容', '姓名']],
  [2, ['他说："不行"，\n第二行', '王']],
  [3, ['']],
  [4, ['好', '李']],
  [5, ["=cmd|'/c calc'!A0", '赵']],
  [6, ['最后', '钱']],
];

test.each([1, 2, 3, 7, 1_000])('rows are the same in pieces of %i characters', (piece) => {
  expect(read(TEXT, { piece })).toEqual(ROWS);
});

test('quotes that were not doubled cost their own row, over all its lines when its cells say where it ends', () => {
  const text = 'a,b\n"x"y,\nz",1\n好,2\n';
  expect(read(text, { expect: 2 })).toEqual([
    [1, ['a', 'b']],
    [2, 'broken-quotes'],
    [3, ['好', '2']],
  ]);
});

test.each([
  ['in the middle', 'a,b\n"open,1\n好,2\n再,3\n', 4],
  ['at the end', 'a,b\n好,2\n"open,1', 3],
])('a quote that is never closed costs its line only: %s', (_name, text, rows) => {
  const read2 = read(text, { expect: 2 });
  expect(read2).toHaveLength(rows);
  expect(read2.filter(([, what]) => what === 'broken-quotes')).toHaveLength(1);
});

test('a cell of 20 MB costs its row and no memory, quoted or not', () => {
  for (const cell of ['啊'.repeat(20_000_000), `"${'啊'.repeat(20_000_000)}"`])
    expect(read(`a,b\n${cell},1\n好,2\n`, { expect: 2, piece: 65_536 })).toEqual([
      [1, ['a', 'b']],
      [2, 'row-too-long'],
      [3, ['好', '2']],
    ]);
});

test('a file whose quotes are broken everywhere is given up, before it has cost minutes', () => {
  const lines = '"x,1\n'.repeat(1_000_000);
  expect(() => read(lines, { piece: 65_536, expect: 2 })).toThrow(/Quotes are broken in so many rows/);
});

test('tabs and semicolons separate as well, and NUL is a character like any other', () => {
  expect(read('a\tb,c\n', { delimiter: '\t' })).toEqual([[1, ['a', 'b,c']]]);
  expect(read('a;\0\n', { delimiter: ';' })).toEqual([[1, ['a', '\0']]]);
});

test('a row just below the cap passes', () => {
  const cell = 'x'.repeat(FILE_LIMITS.record - 10);
  expect(read(`${cell},1\n`, { piece: 65_536 })).toEqual([[1, [cell, '1']]]);
});

test.each([1, 2, 3, 5, 1_000])('a broken row costs its line alone, however lines end (in pieces of %i)', (piece) => {
  for (const ending of ['\r', '\n', '\r\n'])
    expect(read(['a,b', '"open,1', '好,2', '"x"y"z,3', '再,4', ''].join(ending), { expect: 2, piece })).toEqual([
      [1, ['a', 'b']],
      [2, 'broken-quotes'],
      [3, ['好', '2']],
      [4, 'broken-quotes'],
      [5, ['再', '4']],
    ]);
});
