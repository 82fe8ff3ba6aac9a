import { caseLabels, personName, type FeedbackView } from './api-shapes';

const feedback = (labels: FeedbackView['labels']): FeedbackView => ({
  feedbackId: 'f',
  channel: 'hotline',
  receivedAt: '2026-03-02T12:00:00.000Z',
  labels,
});

test('a label of the case that is as first judged shows how sure that was; a corrected one stands alone', () => {
  const judged = { value: 'card', confidence: 0.4, needsReview: true };
  const opening = feedback({ product: judged, kind: { value: 'praise', confidence: 0.9 } });
  expect(caseLabels({ labels: { product: 'card', kind: 'complaint' }, feedbacks: [opening] })).toEqual({
    product: judged,
    kind: { value: 'complaint' },
  });
  expect(caseLabels({ feedbacks: [] })).toEqual({});
});

test.each([
  [null, null],
  ['王丽', '王丽'],
  [{ id: 'u1', name: '王丽' }, '王丽'],
  [{ id: 'api-key:k1', name: null }, 'api-key:k1'],
])('the person %j is called %j', (person, name) => {
  expect(personName(person)).toBe(name);
});
