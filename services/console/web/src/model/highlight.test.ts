import { segmentsOf } from './highlight';

const label = (start: number, end: number, field?: 'text' | 'title') => ({
  value: 'x',
  because: [{ rule: 'words', start, end, ...(field ? { field } : {}) }],
});

test('the deciding words are cut out, and what lies under two labels carries both', () => {
  expect(segmentsOf('信用卡被盗刷', { product: label(0, 3), cause: label(2, 6) }, 'text')).toEqual([
    { text: '信用', axes: ['product'] },
    { text: '卡', axes: ['product', 'cause'] },
    { text: '被盗刷', axes: ['cause'] },
  ]);
});

test('offsets beyond the text, of the other field, or empty mark nothing', () => {
  const labels = { product: label(0, 99), cause: label(0, 1, 'title'), kind: label(2, 2) };
  expect(segmentsOf('short', labels, 'text')).toEqual([{ text: 'short', axes: [] }]);
  expect(segmentsOf('short', labels, 'title')).toEqual([
    { text: 's', axes: ['cause'] },
    { text: 'hort', axes: [] },
  ]);
});

test('without labels the text is whole, and no text gives no segment', () => {
  expect(segmentsOf('<b>text</b>', undefined, 'text')).toEqual([{ text: '<b>text</b>', axes: [] }]);
  expect(segmentsOf('', {}, 'text')).toEqual([]);
});
