import type { Cell } from './cell';
import { layoutOf } from './file-layout';
import { badRowLine, badRowsHeading } from './bad-rows';
import { itemOfRow, originOf } from './row-item';

const layout = layoutOf(
  [{ row: 1, cells: '内容,建议,姓名,手机号,时间,评分,流水号,备注'.split(',').map((text) => ({ text })) }],
  {},
);
const item = (...cells: (string | Cell)[]) =>
  itemOfRow({ row: 2, cells: cells.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)) }, layout);
const faults = (...cells: (string | Cell)[]) => item(...cells).faults.map(({ path, reason }) => [path, reason]);

test('a row becomes an item, and empty cells say nothing', () => {
  expect(item('排队太久', '多开窗口', '王小明', '13800138000', '2026/3/1 9:30', '2星', 'A-1', '')).toEqual({
    value: {
      text: '排队太久\n多开窗口',
      author: { name: '王小明', phone: '13800138000' },
      occurredAt: '2026-03-01T09:30:00',
      rating: { stars: 2 },
      externalId: 'A-1',
    },
    faults: [],
  });
});

test.each([
  ['5', 5],
  ['５', 5],
  ['5.0', 5],
  ['4 stars', 4],
  ['三', 3],
  ['★★★☆☆', 3],
])('%s is %i stars', (text, stars) => {
  expect(item('a', '', '', '', '', text).value.rating).toEqual({ stars });
});

test.each<[string, (string | Cell)[], [string, string]]>([
  ['ten stars', ['a', '', '', '', '', '10'], ['rating.stars', 'wrong-format']],
  ['a day without a certain month', ['a', '', '', '', '3/4/2026'], ['occurredAt', 'not-a-time']],
  ['an id that the spreadsheet rounded', ['a', '', '', '', '', '', '1.23E+18'], ['externalId', 'digits-lost']],
  [
    'a number with more digits than a spreadsheet keeps',
    ['a', '', '', { text: '1234567890123456', digitsLost: true }],
    ['author.phone', 'digits-lost'],
  ],
  ['a broken character', ['好\ufffd'], ['text', 'broken-encoding']],
  ['words merged with those above', [{ text: '好', merged: true }, '', '李'], ['text', 'merged-cell']],
  ['a cell beyond every cap', [{ text: '好', cut: true }], ['text', 'too-long']],
  ['more cells than headings', ['a', '', '', '', '', '', '', 'b', 'c'], ['', 'too-many-columns']],
])('%s is refused', (_name, cells, fault) => {
  expect(faults(...cells)).toEqual([fault]);
});

test('formulas and large numbers in the words stay what they are', () => {
  expect(item("=cmd|'/c calc'!A0 1.23E+18", '', '', '', '', '', '', '1.2E+5').value).toEqual({
    text: "=cmd|'/c calc'!A0 1.23E+18",
    attributes: { 备注: '1.2E+5' },
  });
});

const FILE = 'a'.repeat(64);
const layoutOfHeadings = (...headings: string[]) =>
  layoutOf([{ row: 1, cells: headings.map((text) => ({ text })) }], {});

test('a bad row cannot be run by a spreadsheet, and comes back as it was', () => {
  const cells = ["=cmd|'/c calc'!A0", '+8613800138000', 'a "b", c', ' x', "'=y"];
  const origin = { fileId: FILE, row: 7 };
  const line = badRowLine(cells, layoutOfHeadings('内容', '电话', 'a', 'b', 'c'), { origin, reason: '评分: why' });
  expect(line).toBe(`'=cmd|'/c calc'!A0,'+8613800138000,"a ""b"", c"," x",''=y,${FILE}:7,评分: why\r\n`);
  const again = layoutOfHeadings('内容', '手机号', 'hearback_row', 'hearback_reason');
  const row = { row: 2, cells: ["'=1+1", "'+8613800138000", `${FILE}:7`, 'why'].map((text) => ({ text })) };
  expect(itemOfRow(row, again).value).toEqual({ text: '=1+1', author: { phone: '+8613800138000' } });
  expect(originOf(row, again, 'b')).toEqual(origin);
});

test('a report of a report stays as it is, and still knows the first row', () => {
  const again = layoutOfHeadings('内容', '手机号', 'hearback_row', 'hearback_reason');
  expect(badRowsHeading(again)).toBe('\ufeff内容,手机号,hearback_row,hearback_reason\r\n');
  const cells = ["'=1+1", '', `${FILE}:7`, 'old reason'];
  const origin = originOf({ row: 2, cells: cells.map((text) => ({ text })) }, again, 'b');
  expect(badRowLine(cells, again, { origin, reason: 'new reason' })).toBe(`'=1+1,,${FILE}:7,new reason\r\n`);
});

test('what names no row of a file is a row of its own', () => {
  const again = layoutOfHeadings('内容', 'hearback_row', 'hearback_reason');
  const of = (cell: string) => originOf({ row: 2, cells: [{ text: 'a' }, { text: cell }] }, again, 'b');
  expect([of(''), of('7'), of(`${FILE}:`)]).toEqual([
    { fileId: 'b', row: 2 },
    { fileId: 'b', row: 2 },
    { fileId: 'b', row: 2 },
  ]);
});
