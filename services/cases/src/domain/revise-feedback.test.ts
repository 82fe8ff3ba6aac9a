import { registerFeedback } from './register-feedback';
import { arrival, knownAfter, LABELS, NOON, NOTHING } from './test-feedback';

const register = (known: typeof NOTHING, shape: Parameters<typeof arrival>[0]) =>
  registerFeedback({ arrivals: [arrival(shape)], known, now: NOON, waitMs: 60_000 });

test('a label set by a person outlives a revision, the others follow the new words', () => {
  const opened = knownAfter(NOTHING, register(NOTHING, { name: 'a' }));
  const corrected = { product: 'loan' as const };
  const cases = opened.cases.map((record) => ({ ...record, corrected, labels: { ...record.labels, ...corrected } }));
  const labels = {
    ...LABELS,
    product: { ...LABELS.product, value: 'wealth' as const },
    urgency: { ...LABELS.urgency, value: 'high' as const },
  };
  const revision = { name: 'a', text: '年費還沒退', labels, relation: { kind: 'revision' as const, revision: 2 } };
  const expected = { product: 'loan', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'high' };
  expect(register({ ...opened, cases }, revision)).toMatchObject({
    changedCases: [{ corrected, labels: expected }],
    history: [{ event: { labels: expected, change: { kind: 'feedback-revised' } } }],
  });
});
