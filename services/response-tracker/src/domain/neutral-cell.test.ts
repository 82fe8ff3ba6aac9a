import { neutralCell } from './neutral-cell';

test.each([
  ['=1+1', `'=1+1`],
  ['=HYPERLINK("http://x","y")', `'=HYPERLINK("http://x","y")`],
  ['+86 138', `'+86 138`],
  ['-1', `'-1`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['＝1+1', `'＝1+1`],
  ['＠SUM', `'＠SUM`],
  [' =1+1', `' =1+1`],
  ['\u200b=1+1', `'\u200b=1+1`],
  ['\t=1', `'\t=1`],
  ['\r=1', `'\r=1`],
  ['\u0000=1', `'\ufffd=1`],
  ['|calc', `'|calc`],
])('%j is no formula any more', (text, neutral) => {
  expect(neutralCell(text)).toBe(neutral);
});

test.each(['卡部-1', 'u-1', '網點 3', '', 'a=b', '😀'])('%j stays as it is', (text) => {
  expect(neutralCell(text)).toBe(text);
});

test('what XML cannot carry and what a cell cannot hold is taken out', () => {
  expect(neutralCell('a\u0001b\ud800c')).toBe('a\ufffdb\ufffdc');
  expect(neutralCell('x'.repeat(40_000))).toHaveLength(32_767);
});
