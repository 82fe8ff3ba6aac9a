import { expectationOf } from './fault-words';

test.each([
  ['wrong-type', 'expected a string', { is: 'type', what: 'string' }],
  ['unknown-value', 'expected one of a, b', { is: 'one-of', words: 'a, b' }],
  ['out-of-range', 'expected at least 1', { is: 'at-least', size: '1', characters: false }],
  ['too-long', 'expected at most 200 characters', { is: 'at-most', size: '200', characters: true }],
  ['too-long', 'has more than 20,000 characters', { is: 'at-most', size: '20,000', characters: true }],
  ['required', 'a text is needed', null],
  ['unknown-field', 'is not a field that is known here', null],
  ['not-a-time', 'expected a time with a zone', { is: 'said', sentence: 'expected a time with a zone' }],
  ['invalid', '', null],
])('%s: %s', (reason, detail, expected) => {
  expect(expectationOf({ reason, detail })).toEqual(expected);
});
