import { hash } from 'node:crypto';
import type { FileRow } from './cell';
import { layoutOf } from './file-layout';
import { keptRow } from './kept-row';
import { readRefusedFile } from './read-refused-file';

const FILE = 'c'.repeat(64);
const layout = layoutOf([{ row: 1, cells: ['内容', '等级', '电话', '称谓'].map((text) => ({ text })) }], {
  等级: 'rating.stars',
  称谓: 'author.name',
});
const kept = (row: Partial<FileRow> & Pick<FileRow, 'cells'>) =>
  keptRow({ row: 5, ...row }, layout, { fileId: FILE, row: 5 });
const readRow = (original: Buffer, mapping: Record<string, string>) => {
  const read = readRefusedFile({ refusal: { index: 5, truncated: false, headers: {} }, original, mapping });
  return read.ok
    ? read.items.map(({ index, value, file, faults }) => ({ index, value, file, faults: faults?.map((f) => f.reason) }))
    : read.faults.map(({ reason }) => reason);
};
const words = (...cells: string[]) => cells.map((text) => ({ text }));

test('a kept row is read by the mapping of today, under the id that its file gave it', () => {
  const original = kept({ cells: words('排队太久', '很差', '13800138000', '王小明') });
  expect(readRow(original, { 等级: 'rating.stars' })).toMatchObject([{ faults: ['wrong-format'] }]);
  expect(readRow(original, { 等级: 'attributes.level', 称谓: 'author.name' })).toEqual([
    {
      index: 5,
      file: { fileId: FILE, row: 5 },
      faults: undefined,
      value: {
        text: '排队太久',
        attributes: { level: '很差' },
        author: { phone: '13800138000', name: '王小明' },
      },
    },
  ]);
});

test('the words of a cell stand under their field, so that whoever shows the row knows what to mask', () => {
  const { cells } = JSON.parse(String(kept({ cells: words('a', '1', '2', '王小明') }))) as { cells: object[] };
  expect(cells[3]).toEqual({ heading: '称谓', 'author.name': '王小明' });
});

test('what a workbook knew of a cell beyond its words is not forgotten', () => {
  const cells = [
    { text: 'a', merged: true as const },
    ...words('1'),
    { text: '1234567890123456', digitsLost: true as const },
  ];
  expect(readRow(kept({ cells }), {})).toMatchObject([{ faults: ['merged-cell', 'digits-lost'] }]);
  const fault = { path: '', reason: 'broken-quotes', detail: 'why' };
  expect(readRow(kept({ cells: words('a'), fault }), {})).toMatchObject([{ faults: ['broken-quotes'] }]);
  expect(readRow(kept({ cells: words('a', '1', '', '', 'more') }), {})).toMatchObject([
    { faults: ['too-many-columns'] },
  ]);
});

test('a row of which only the beginning was kept is to be sent again', () => {
  expect(readRow(kept({ cells: words('a') }).subarray(0, 40), {})).toEqual(['send-again']);
});

test('a mapping that is still wrong leaves the row refused', () => {
  const original = kept({ cells: words('a', '1') });
  expect([readRow(original, { 内容: 'nonsense' }), readRow(original, { 内容: '' })]).toEqual([
    ['wrong-mapping'],
    ['no-heading'],
  ]);
});

describe('a file without a heading that was known', () => {
  const whole = (original: Buffer, { truncated = false, type = 'text/csv' } = {}) => {
    const read = readRefusedFile({
      refusal: { truncated, headers: { 'content-type': type } },
      original,
      mapping: { words: 'text' },
    });
    return read.ok
      ? read.items.map(({ index, value, file }) => [index, value, file])
      : read.faults.map(({ reason }) => reason);
  };

  test('is read whole by a mapping that knows it, with the ids of the file', () => {
    const original = Buffer.from('Words;Phone\na;1\n\nb;2\n');
    const fileId = hash('sha256', original, 'hex');
    expect(whole(original)).toEqual([
      [2, { text: 'a', author: { phone: '1' } }, { fileId, row: 2 }],
      [4, { text: 'b', author: { phone: '2' } }, { fileId, row: 4 }],
    ]);
  });

  test('is to be sent again when not all of it was kept, when it is long, and when it is a workbook', () => {
    const long = Buffer.from(`words\n${'a\n'.repeat(1_001)}`);
    expect([whole(Buffer.from('words\na'), { truncated: true }), whole(long)]).toEqual([
      ['send-again'],
      ['send-again'],
    ]);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect(whole(Buffer.from('PK'), { type })).toEqual(['send-again']);
  });
});
