import { judge, judgeSame, type Outcome } from './judge';
import type { Expectation } from './kit';

const outcome = (over: Partial<Outcome> = {}): Outcome => ({
  status: 202,
  headers: {},
  body: '',
  answer: { accepted: [{ index: 0, feedbackId: 'f-1' }], refused: [] },
  tried: {
    kind: 'read',
    items: [
      { index: 0, accepted: true, says: 'feedback', fields: { feedbackId: 'f-1', text: 'a', rating: { stars: 2 } } },
    ],
    replies: [],
  },
  ...over,
});
const refused = (detail: string): Outcome =>
  outcome({
    status: 422,
    answer: { accepted: [], refused: [{ index: 0, reason: 'wrong-type', detail }] },
    tried: null,
  });
const wrongOf = (given: Outcome, expected: Expectation, others: [string, Outcome][] = []) =>
  judge(given, expected, new Map(others)).wrong;

test.each<[string, Outcome, Expectation, string[]]>([
  ['as expected', outcome(), { status: 202, accepted: 1, feedback: [{ text: 'a', rating: { stars: 2 } }] }, []],
  ['another status', outcome({ status: 500, body: 'oh' }), { status: 202 }, ['answered 500 oh, expected 202']],
  [
    'no answer',
    outcome({ status: 0, body: 'no answer: reset' }),
    { status: 202 },
    ['answered no answer: reset, expected 202'],
  ],
  [
    'accepted where all was to be ignored',
    outcome({ tried: null }),
    { status: 202, ignored: true },
    ['accepted 1, expected 0'],
  ],
  ['too few accepted', outcome(), { status: 202, accepted: 2 }, ['accepted 1, expected 2']],
  [
    'another field',
    outcome(),
    { status: 202, feedback: [{ rating: { stars: 3 } }] },
    ['feedback 0.rating.stars: 2, expected 3'],
  ],
  [
    'an answer of its own',
    outcome({ answer: null, body: 'no' }),
    { status: 202, body: 'ok' },
    ['answered no, expected ok'],
  ],
  ['a header', outcome(), { status: 202, headers: { allow: 'POST' } }, ['header allow: none, expected POST']],
  [
    'refused as it should be',
    refused('id: expected an id'),
    { status: 422, refused: [{ index: 0, reason: 'wrong-type', says: ['id', 'expected'] }] },
    [],
  ],
  [
    'refused without saying where',
    refused('is wrong'),
    { status: 422, refused: [{ index: 0, reason: 'wrong-type', says: ['id'] }] },
    ['"is wrong" does not say "id"'],
  ],
  ['refused, and nothing should be', refused('x'), { status: 422 }, ['refused 1, expected 0: 0 x']],
  ['read, and nothing should be', outcome(), { status: 202, ignored: true }, ['was read, expected ignored']],
])('%s', (...[, given, expected, wrong]) => {
  expect(wrongOf(given, expected)).toEqual(wrong);
});

test('an item that must be the same feedback as that of another case is compared by id', () => {
  const same = [{ index: 0, as: 'first', at: 0 }];
  const other = outcome({ answer: { accepted: [{ index: 0, feedbackId: 'f-2' }], refused: [] } });
  expect(wrongOf(outcome(), { status: 202, same }, [['first', outcome()]])).toEqual([]);
  expect(wrongOf(outcome(), { status: 202, same }, [['first', other]])).toEqual([
    'item 0 is not the same feedback as item 0 of first',
  ]);
});

test('a variant must be answered as its sample, with the same ids', () => {
  expect(judgeSame(outcome(), outcome()).wrong).toEqual([]);
  const other = outcome({ answer: { accepted: [{ index: 0, feedbackId: 'f-2' }], refused: [] } });
  expect(judgeSame(other, outcome()).wrong).toEqual(['gave the ids f-2, and f-1 to the sample']);
  expect(judgeSame(outcome({ status: 401, body: '' }), outcome()).wrong).toEqual([
    'answered 401 , and 202 to the sample',
  ]);
});

test('what nothing showed is said, and not counted as seen', () => {
  const unseen = outcome({ answer: null, tried: null });
  expect(judge(unseen, { status: 202, accepted: 1, feedback: [{ text: 'a' }] }, new Map())).toEqual({
    wrong: [],
    unseen: ['fields', 'accepted'],
  });
});
