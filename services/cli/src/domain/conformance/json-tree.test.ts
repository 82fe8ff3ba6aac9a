import { readTree, reversed, withMember, writeTree } from './json-tree';

const JSON_TEXT =
  '{ "id": 9007199254740993, "a,b": "x:{}[]\\"", "list": [1.50, {"b": null, "a": true}], "e": [], "o": {} }';
const MEMBER: [string, { kind: 'scalar'; text: string }] = ['"new"', { kind: 'scalar', text: '1' }];

test('what is read is written again with every digit and character', () => {
  expect(writeTree(readTree(JSON_TEXT))).toBe(
    '{"id":9007199254740993,"a,b":"x:{}[]\\"","list":[1.50,{"b":null,"a":true}],"e":[],"o":{}}',
  );
});

test('members are reversed at every depth, elements are not', () => {
  expect(writeTree(reversed(readTree(JSON_TEXT)))).toBe(
    '{"o":{},"e":[],"list":[1.50,{"a":true,"b":null}],"a,b":"x:{}[]\\"","id":9007199254740993}',
  );
});

test.each([
  ['', '{"a":[{},{}],"new":1}'],
  ['/a/*', '{"a":[{"new":1},{"new":1}]}'],
  ['/a/1', '{"a":[{},{"new":1}]}'],
  ['/nowhere', '{"a":[{},{}]}'],
])('a member is put at %p', (pointer, expected) => {
  expect(writeTree(withMember(readTree('{"a":[{},{}]}'), pointer, MEMBER))).toBe(expected);
});

test('what is no JSON is none', () => {
  expect(() => readTree('{"a"}')).toThrow(SyntaxError);
});
