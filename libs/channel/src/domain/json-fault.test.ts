import { jsonFaultOffset } from './json-fault';

test.each([
  ['{"a":hello}', 5],
  ['{"a":1,}', 7],
  ['{"a"', 4],
  ['{"a" 1}', 5],
  ['[1 2]', 3],
  ['[1,]', 3],
  ['"abc', 4],
  ['{"a":"轉\n帳"}', 7],
  ['{"a":"\\x"}', 6],
  ['{"a":01}', 6],
  ['{} {}', 3],
  ['nul', 0],
  ["{'a':1}", 1],
  ['[[[[', 4],
  ['{"a":1]', 6],
])('%j stops being JSON at %d', (text, offset) => {
  expect(jsonFaultOffset(text)).toBe(offset);
  expect(() => JSON.parse(text)).toThrow();
});

test('a million open brackets are scanned without recursion', () => {
  expect(jsonFaultOffset('['.repeat(1_000_000))).toBe(1_000_000);
});
