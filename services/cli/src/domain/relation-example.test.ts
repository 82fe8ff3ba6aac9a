import { exampleOf, type ExampleRow } from './relation-example';

const side = (feedbackId: string, shape: Partial<ExampleRow['feedback']> = {}): ExampleRow['feedback'] => ({
  feedbackId,
  receivedAt: '2026-03-02T12:00:00.000Z',
  title: null,
  text: '信用卡年費，收錯了！',
  stars: null,
  sharedFrom: null,
  identities: [{ type: 'phone', hash: 'h1' }],
  ...shape,
});
const row = (shape: Partial<ExampleRow> = {}): ExampleRow => ({
  said: 'same-matter',
  at: new Date('2026-03-03T12:00:00.000Z'),
  by: 'user:9',
  relation: { kind: 'lookalike', of: 'other', score: 0.61, because: ['near-text', 'other-customer'] },
  feedback: side('one'),
  other: side('other', { identities: [{ type: 'email', hash: 'h1' }] }),
  ...shape,
});

test('a line has both texts as said and folded, what the deduplicator had said, and no identity', () => {
  const example = exampleOf(row());
  expect(example).toMatchObject({
    relation: { kind: 'lookalike', score: 0.61 },
    feedback: { text: '信用卡年費，收錯了！', folded: '信用卡年费收错了' },
    at: '2026-03-03T12:00:00.000Z',
  });
  expect(JSON.stringify(example)).not.toMatch(/h1|identities/);
});

test.each([
  ['nothing in common', row(), false],
  ['an identity in common', row({ other: side('other') }), true],
  ['merged by people', row({ relation: { ...row().relation, because: ['near-text', 'same-customer'] } }), true],
  [
    'merged with a third',
    row({ relation: { kind: 'resubmission', of: 'third', score: 1, because: ['same-customer'] } }),
    false,
  ],
])('the same customer: %s', (_what, given, expected) => {
  expect(exampleOf(given).sameCustomer).toBe(expected);
});
