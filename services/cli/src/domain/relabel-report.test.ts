import type { LabelValues } from '@hearback/contracts';
import type { Axis, Given } from './newest-content';
import { count, newTally, reportOf } from './relabel-report';

const given = (values: Partial<LabelValues> = {}, review: Axis[] = []): Given => ({
  values: { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'normal', ...values },
  review,
  modelVersion: 'any',
});

function report(pairs: [before: Given, after: Given][], alreadyLabelled = 0) {
  const tally = newTally();
  for (const [index, [before, after]] of pairs.entries()) count(tally, { feedbackId: `f${index}`, before, after });
  return reportOf(tally, { modelVersion: 'm-2', alreadyLabelled });
}

test('each axis has what becomes what, the most frequent first, as a share of all looked at', () => {
  const result = report(
    [
      [given(), given({ product: 'loan' })],
      [given(), given({ product: 'loan', cause: 'none' })],
      [given({ product: 'other' }), given()],
      [given(), given()],
    ],
    4,
  );
  expect(result).toEqual({
    modelVersion: 'm-2',
    lookedAt: 8,
    alreadyLabelled: 4,
    wouldChange: 3,
    axes: {
      product: [
        { from: 'card', to: 'loan', count: 2, share: 0.25 },
        { from: 'other', to: 'card', count: 1, share: 0.125 },
      ],
      cause: [{ from: 'fees', to: 'none', count: 1, share: 0.125 }],
      kind: [],
      sentiment: [],
      urgency: [],
    },
    needsReview: { gained: 0, lost: 0 },
    urgent: { lessUrgent: { count: 0, feedbackIds: [] }, moreUrgent: { count: 0, feedbackIds: [] } },
  });
});

test('nothing to look at is a report too', () => {
  expect(report([])).toMatchObject({ lookedAt: 0, wouldChange: 0, axes: { product: [] } });
});

test('review is gained or lost by the feedback, whichever labels it is about', () => {
  const result = report([
    [given(), given({}, ['cause', 'kind'])],
    [given({}, ['cause']), given({}, ['kind'])],
    [given({}, ['kind']), given()],
    [given({}, ['cause', 'kind']), given()],
  ]);
  expect(result).toMatchObject({ wouldChange: 0, needsReview: { gained: 1, lost: 2 } });
});

test.each<[LabelValues['urgency'], LabelValues['urgency'], 'less' | 'more' | null]>([
  ['critical', 'high', 'less'],
  ['critical', 'low', 'less'],
  ['high', 'normal', 'less'],
  ['normal', 'low', null],
  ['low', 'normal', null],
  ['high', 'high', null],
  ['normal', 'high', 'more'],
  ['high', 'critical', 'more'],
])('urgency %s to %s is %s urgent', (from, to, expected) => {
  const { lessUrgent, moreUrgent } = report([[given({ urgency: from }), given({ urgency: to })]]).urgent;
  expect([lessUrgent.feedbackIds, moreUrgent.feedbackIds]).toEqual([
    expected === 'less' ? ['f0'] : [],
    expected === 'more' ? ['f0'] : [],
  ]);
});

test('ten feedbacks are named, all are counted', () => {
  const pair: [Given, Given] = [given({ urgency: 'high' }), given()];
  const { lessUrgent } = report(Array.from({ length: 12 }, () => pair)).urgent;
  expect(lessUrgent).toEqual({ count: 12, feedbackIds: Array.from({ length: 10 }, (_, n) => `f${n}`) });
});
