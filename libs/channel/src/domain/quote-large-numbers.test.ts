import { quoteLargeNumbers } from './quote-large-numbers';

test.each([
  ['an id beyond 2^53 keeps its digits', '{"id":98765432109876543}', { id: '98765432109876543' }],
  ['the largest exact number stays a number', '[9007199254740991]', [9007199254740991]],
  ['the next one does not', '[9007199254740993,-9007199254740993]', ['9007199254740993', '-9007199254740993']],
  [
    'digits inside a string are text, behind an escaped quote too',
    String.raw`{"text":"say \"12345678901234567890\"","id":12345678901234567890}`,
    { text: 'say "12345678901234567890"', id: '12345678901234567890' },
  ],
  ['fractions and exponents are measures, not ids', '[0.12345678901234567,1e20]', [0.12345678901234567, 1e20]],
])('%s', (_name, json, expected) => {
  expect(JSON.parse(quoteLargeNumbers(json))).toEqual(expected);
});

test('four megabytes of text beside such an id are no burden', () => {
  const json = `{"text":${JSON.stringify('说"x\\'.repeat(1_000_000))},"id":98765432109876543}`;
  expect(JSON.parse(quoteLargeNumbers(json)).id).toBe('98765432109876543');
});
