import { indexTerms } from './term-index';

const terms = ['好用', '不好用', 'bug', 'crash*', 'cash'];
const found = (text: string) => {
  const hits: [string, number][] = [];
  indexTerms(terms).find(text, (term, start) => hits.push([terms[term]!, start]));
  return hits;
};

test.each([
  [
    '真不好用',
    [
      ['不好用', 1],
      ['好用', 2],
    ],
  ],
  ['debugging a bug', [['bug', 12]]],
  [
    'it crashed, no cash',
    [
      ['crash*', 3],
      ['cash', 15],
    ],
  ],
  [
    'bug有bug',
    [
      ['bug', 0],
      ['bug', 4],
    ],
  ],
  ['', []],
])('every term in %p is found where it stands alone', (text, expected) => {
  expect(found(text)).toEqual(expected);
});
