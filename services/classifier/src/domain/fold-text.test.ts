import { foldText } from './fold-text';

test.each([
  ['ＡＰＰ閃 退', 'app闪退', [0, 1, 2, 3, 5, 6]],
  ['I can’t  PAY', 'i cant pay', [0, 1, 2, 3, 4, 6, 7, 9, 10, 11, 12]],
  ['帳戶，好。', '账户,好.', [0, 1, 2, 3, 4, 5]],
  [' 卡\u200b卡 ', '卡卡', [1, 3, 5]],
  ['', '', [0]],
])('%p folds to %p and remembers where each unit came from', (original, folded, origin) => {
  expect(foldText(original)).toEqual({ folded, origin: Uint32Array.from(origin) });
});
