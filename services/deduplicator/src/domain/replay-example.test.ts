import { RELATION_RULES } from './relation-rules';
import { replayExample, type RelationExample } from './replay-example';

const FEE = '信用卡年费被重复扣了两次，打了三次电话没有人处理';
const text = (id: string, words: string, minute: number) => ({
  feedbackId: `00000000-0000-4000-8000-00000000000${id}`,
  receivedAt: new Date(Date.UTC(2026, 2, 2, 12, minute)).toISOString(),
  text: words,
});
const example = (one: string, other: string, shape: Partial<RelationExample> = {}): RelationExample => ({
  said: 'same-matter',
  feedback: text('2', other, 1),
  other: text('1', one, 0),
  sameCustomer: true,
  ...shape,
});
const told = (given: RelationExample) => {
  const { relation, agrees } = replayExample(given, RELATION_RULES);
  return [relation.kind, agrees];
};

test.each<[string, RelationExample, [string, boolean]]>([
  ['one customer, nearly the same words', example(FEE, `${FEE}！！`), ['resubmission', true]],
  ['one customer, another matter', example(FEE, '手机银行登录不了'), ['original', false]],
  ['the same, as a person had said', example(FEE, '手机银行登录不了', { said: 'another-matter' }), ['original', true]],
  ['strangers in the same words', example(FEE, FEE, { sameCustomer: false }), ['lookalike', false]],
  ['strangers taken apart', example(FEE, FEE, { sameCustomer: false, said: 'another-matter' }), ['lookalike', true]],
  ['a repost by a chain', example(FEE, `转发微博//@甲:${FEE}`, { sameCustomer: false }), ['repost', true]],
  ['other amounts', example(`${FEE}，共300元`, `${FEE}，共5000元`), ['lookalike', false]],
])('%s', (_what, given, expected) => {
  expect(told(given)).toEqual(expected);
});

test('which of the two the person moved does not matter, and a declared share is one', () => {
  const { feedback, other } = example(FEE, '转发微博', { sameCustomer: false });
  const shares = { ...feedback, sharedFrom: other.feedbackId };
  const told = [
    { said: 'same-matter' as const, feedback: shares, other, sameCustomer: false },
    { said: 'same-matter' as const, feedback: other, other: shares, sameCustomer: false },
  ].map((given) => replayExample(given, RELATION_RULES));
  expect(told.map(({ relation, agrees }) => [relation.kind, relation.of, agrees])).toEqual([
    ['repost', other.feedbackId, true],
    ['repost', other.feedbackId, true],
  ]);
});
