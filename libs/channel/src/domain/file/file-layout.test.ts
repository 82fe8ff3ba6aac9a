import { layoutOf, type Mapping } from './file-layout';

const uses = (headings: string[], mapping: Mapping = {}) =>
  layoutOf([{ row: 1, cells: headings.map((text) => ({ text })) }], mapping).columns.map(({ use }) => use);

test.each([
  [
    ['内容', '姓名', '手机号', '时间', '网点', '评分'],
    ['text', 'author.name', 'author.phone', 'occurredAt', 'branch', 'rating.stars'],
  ],
  [
    ['意見內容', '客戶姓名', '電話', '提交時間', '網點名稱', '評分'],
    ['text', 'author.name', 'author.phone', 'occurredAt', 'branch', 'rating.stars'],
  ],
  [
    ['Feedback', 'Name', 'Phone Number', 'Date', 'Branch', 'Rating'],
    ['text', 'author.name', 'author.phone', 'occurredAt', 'branch', 'rating.stars'],
  ],
  [
    ['text', 'author.phone', 'rating.stars', 'externalId', 'attributes.box'],
    ['text', 'author.phone', 'rating.stars', 'externalId', 'attributes.attributes.box'],
  ],
])('headings %j are known', (headings, fields) => {
  expect(uses(headings)).toEqual(fields);
});

test('a running number is no id, and what is not known becomes an attribute', () => {
  expect(uses(['序号', '内容', '备注', '备注', '', '__proto__', 'x'])).toEqual([
    'attributes.序号',
    'text',
    'attributes.备注',
    'attributes.备注 (2)',
    'attributes.column E',
    'attributes.column F',
    'attributes.x',
  ]);
});

test('several columns of words are joined, a time stands beside its date, any other field has one column', () => {
  expect(uses(['意见', '建议', '日期', '时间', '电话', '手机'])).toEqual([
    'text',
    'text',
    'occurredAt',
    'time-of-day',
    'author.phone',
    'attributes.手机',
  ]);
});

test("the source's mapping goes first", () => {
  expect(uses(['编号', '說明', '内容', '机密'], { 编号: 'externalId', 说明: 'text', 内容: 'title', 机密: '' })).toEqual(
    ['externalId', 'text', 'title', 'nothing'],
  );
  expect(() => uses(['内容'], { 内容: 'words' })).toThrow(/mapping puts "内容" into "words"; expected one of text/);
});

test('titles above the heading are passed over', () => {
  const rows = ['网点意见箱汇总', '', '2026年3月', '内容'].map((text, index) => ({
    row: index + 1,
    cells: [{ text }],
  }));
  expect(layoutOf(rows, {})).toEqual({ headingRow: 4, columns: [{ heading: '内容', use: 'text' }] });
});

test('a file without a heading is told what was expected', () => {
  expect(() => uses(['a', 'b'])).toThrow(/Expected "text", "content", "内容", "意见内容"; the first row has "a", "b"/);
  expect(() => layoutOf([], {})).toThrow('The file holds no row.');
  expect(() => uses(['内容', ...Array.from({ length: 51 }, (_, i) => `c${i}`)])).toThrow(/has 52 columns, 51 of them/);
});
