import type { Labels } from '@hearback/contracts';
import { registerFeedback, type Known } from './register-feedback';
import { arrival, caseOf, idOf, knownAfter, LABELS, NOON, NOTHING, type ArrivalShape } from './test-feedback';

const register = (known: Known, ...shapes: ArrivalShape[]) =>
  registerFeedback({ arrivals: shapes.map(arrival), known, now: NOON, waitMs: 60_000 });
const known = (...shapes: ArrivalShape[]) => knownAfter(NOTHING, register(NOTHING, ...shapes));

const BETTER: Labels = {
  ...LABELS,
  product: { ...LABELS.product, value: 'loan' },
  urgency: { ...LABELS.urgency, value: 'high' },
  modelVersion: 'test-2',
};
const relabelling = (shape: Partial<ArrivalShape> = {}): ArrivalShape => ({
  name: 'a',
  labels: BETTER,
  relabels: idOf('first event'),
  delivery: 'relabelling',
  ...shape,
});
const VALUES = { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'normal' };
const RELABELLED = { ...VALUES, product: 'loan', urgency: 'high' };

test('labels of another model replace those of the feedback and of the case that it opened, in one change', () => {
  const before = known({ name: 'a' });
  const decided = register(before, relabelling());
  expect(decided).toMatchObject({
    changedFeedbacks: [],
    revisions: [],
    revised: [],
    notInForce: [],
    relabelled: [{ labels: BETTER }],
    changedCases: [{ caseId: caseOf('a'), version: 2, state: 'new', labels: RELABELLED }],
    history: [
      {
        event: {
          caseVersion: 2,
          labels: RELABELLED,
          change: { kind: 'relabelled', feedbackId: idOf('a'), modelVersion: 'test-2' },
        },
        by: null,
        labelsBefore: VALUES,
      },
    ],
  });
  expect(knownAfter(before, decided).feedbacks).toMatchObject([{ deliveries: 1, labels: RELABELLED }]);
});

test('what a person has corrected stands, and a case whose labels stay has no change', () => {
  const opened = known({ name: 'a' });
  const corrected = { product: 'wealth' as const };
  const cases = opened.cases.map((record) => ({ ...record, corrected, labels: { ...record.labels, ...corrected } }));
  expect(register({ ...opened, cases }, relabelling())).toMatchObject({
    changedCases: [{ corrected, labels: { ...RELABELLED, product: 'wealth' } }],
    history: [{ labelsBefore: { product: 'wealth', urgency: 'normal' } }],
  });
  const onlyProduct = { ...BETTER, urgency: LABELS.urgency };
  const decided = register({ ...opened, cases }, relabelling({ labels: onlyProduct }));
  expect(decided).toMatchObject({ changedCases: [], history: [], relabelled: [{ labels: onlyProduct }] });
});

test('an unmarked delivery under another model is counted and changes no label', () => {
  const { relabels: _, ...unmarked } = relabelling();
  const decided = register(known({ name: 'a' }), unmarked);
  expect(decided).toMatchObject({ relabelled: [], history: [], changedFeedbacks: [{ deliveries: 2, labels: VALUES }] });
});

test('a content that is no longer in force is not labelled again, and the delivery says so', () => {
  const revision: ArrivalShape = { name: 'a', text: '年費退了', relation: { kind: 'revision', revision: 2 } };
  const decided = register(known({ name: 'a' }, revision), relabelling());
  expect(decided).toMatchObject({ relabelled: [], changedCases: [], history: [], changedFeedbacks: [] });
  expect(decided.notInForce).toEqual([arrival(relabelling()).ceId]);
});

test('in one batch with its revision, each content gets the labels that were meant for it', () => {
  const revision: ArrivalShape = { name: 'a', text: '年費退了', relation: { kind: 'revision', revision: 2 } };
  const both = register(known({ name: 'a' }), relabelling(), revision, relabelling({ text: '年費退了' }));
  expect(both.relabelled.map(({ feedback }) => feedback.text)).toEqual([
    arrival(relabelling()).feedback.text,
    '年費退了',
  ]);
  expect(both.history.map(({ event }) => [event.change.kind, event.labels.product])).toEqual([
    ['relabelled', 'loan'],
    ['feedback-revised', 'card'],
    ['relabelled', 'loan'],
  ]);
});

test('one that joined a case has new labels, its case has not; one that waits opens its case with the new ones', () => {
  const resubmission = { kind: 'resubmission' as const, of: idOf('a'), score: 1 };
  const joined = register(
    known({ name: 'a' }, { name: 'b', relation: resubmission }),
    relabelling({ name: 'b', relation: resubmission }),
  );
  expect(joined).toMatchObject({
    history: [],
    changedCases: [],
    relabelled: [{ feedback: { feedbackId: idOf('b') } }],
  });
  const waiting = known({ name: 'b', relation: resubmission });
  const relabelled = knownAfter(waiting, register(waiting, relabelling({ name: 'b', relation: resubmission })));
  const later = new Date(NOON.getTime() + 61_000);
  expect(registerFeedback({ arrivals: [], known: relabelled, now: later, waitMs: 60_000 })).toMatchObject({
    newCases: [{ caseId: caseOf('b'), labels: RELABELLED }],
  });
});

test('of a feedback that is unknown it is a first delivery', () => {
  expect(register(NOTHING, relabelling())).toMatchObject({
    newFeedbacks: [{ feedback: { state: 'opened', deliveries: 1 } }],
    newCases: [{ labels: RELABELLED }],
    history: [{ event: { change: { kind: 'opened' } } }],
    relabelled: [],
  });
});
