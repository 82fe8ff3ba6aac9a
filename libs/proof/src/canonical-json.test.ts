import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

test.each<[unknown, string]>([
  [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
  [{ z: undefined, a: {} }, '{"a":{}}'],
  // RFC 8785, section 3.2.3: the order is that of UTF-16 units.
  [
    { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, ö: 6 },
    '{"\\r":2,"1":4,"ö":6,"€":1,"😀":5,"\ufb33":3}',
  ],
  ['投诉 / 投訴 / "complaint"\n', '"投诉 / 投訴 / \\"complaint\\"\\n"'],
  ['\u2028\u007f/', '"\u2028\u007f/"'],
  [-0, '0'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
])('%j has one text', (value, json) => {
  expect(canonicalJson(value)).toBe(json);
});

test.each([[0.5], [NaN], [Infinity], [2 ** 53], [1n], [undefined], [() => 0], [[undefined]]])(
  '%p has none and is refused',
  (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  },
);

test('it means the same as the value, and the order of the keys does not matter', () => {
  const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (object) => {
      const json = canonicalJson(object);
      expect(JSON.stringify(JSON.parse(json), sorted)).toBe(JSON.stringify(object, sorted));
      expect(canonicalJson(Object.fromEntries(Object.entries(object).reverse()))).toBe(json);
    }),
  );
});

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return Object.is(value, -0) ? 0 : value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
