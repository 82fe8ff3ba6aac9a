import { maskName } from './mask-name';

test.each([
  ['王小明', '王**'],
  ['陳', '陳*'],
  ['Jonathan Smith', 'J***'],
  ['😀用户', '😀**'],
  [' ', null],
  [undefined, null],
])('%p is shown as %p', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
