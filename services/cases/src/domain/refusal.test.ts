import {
  afterReplay,
  isSuperseded,
  mayDismiss,
  newContents,
  REFUSAL_STATES,
  supersededBy,
  type AcceptedContent,
  type AwaitingRefusal,
  type RefusalState,
} from './refusal';
import { arrival, idOf } from './test-feedback';

const ACCEPTED = { replayId: 'r1', reasons: [] };
const REFUSED = { replayId: 'r1', reasons: [{ path: 'text', reason: 'required', detail: 'a text is needed' }] };

test.each<[RefusalState, string | null, typeof REFUSED | typeof ACCEPTED, unknown]>([
  ['open', 'r1', ACCEPTED, { kind: 'replayed' }],
  ['open', 'r2', ACCEPTED, { kind: 'replayed' }],
  ['open', 'r1', REFUSED, { kind: 'refused-again', over: true }],
  ['open', 'r2', REFUSED, { kind: 'refused-again', over: false }],
  ['replayed', null, ACCEPTED, { kind: 'nothing' }],
  ['replayed', null, REFUSED, { kind: 'nothing' }],
  ['dismissed', null, REFUSED, { kind: 'nothing' }],
  ['dismissed', null, ACCEPTED, { kind: 'replayed' }],
  ['superseded', null, REFUSED, { kind: 'nothing' }],
  ['superseded', null, ACCEPTED, { kind: 'replayed' }],
])('%s, with %s under way, and the outcome %j', (...[state, replayId, outcome, effect]) => {
  expect(afterReplay({ state, replayId }, outcome)).toEqual(effect);
});

test('only what is open can be dismissed, and saying it twice is saying it once', () => {
  expect(REFUSAL_STATES.map((state) => [state, mayDismiss({ state })])).toEqual([
    ['open', 'yes'],
    ['replayed', 'replayed-already'],
    ['dismissed', 'done-already'],
    ['superseded', 'superseded-already'],
  ]);
});

const [T1, T2, T3] = ['2026-05-20T01:00:00.000Z', '2026-05-20T02:00:00.000Z', '2026-05-20T03:00:00.000Z'] as const;
const refusal = (given: Partial<AwaitingRefusal> = {}): AwaitingRefusal => ({
  awaits: idOf('a'),
  receivedAt: T2,
  sourceUpdatedAt: null,
  ...given,
});
const content = (given: Partial<AcceptedContent> = {}): AcceptedContent => ({
  feedbackId: idOf('a'),
  receivedAt: T3,
  sourceUpdatedAt: null,
  names: [idOf('a')],
  ...given,
});

test.each<[string, Partial<AwaitingRefusal>, Partial<AcceptedContent>, boolean]>([
  ['came later under the same id', {}, {}, true],
  [
    'came later as the same row or at the same place',
    { awaits: idOf('row') },
    { names: [idOf('a'), idOf('row')] },
    true,
  ],
  ['is of another id', { awaits: idOf('b') }, {}, false],
  ['was there before', {}, { receivedAt: T1 }, false],
  ['came with it, or is its own replay', {}, { receivedAt: T2 }, false],
  ['is as new at the source', { sourceUpdatedAt: T1 }, { sourceUpdatedAt: T1 }, true],
  ['is newer at the source', { sourceUpdatedAt: T1 }, { sourceUpdatedAt: T2 }, true],
  ['is older at the source and only late', { sourceUpdatedAt: T2 }, { sourceUpdatedAt: T1 }, false],
  ['says no more how old it is', { sourceUpdatedAt: T2 }, {}, false],
  ['says for the first time how old it is', {}, { sourceUpdatedAt: T1 }, true],
])('a refusal and a content that %s', (...[_what, refused, accepted, superseded]) => {
  expect(isSuperseded(refusal(refused), content(accepted))).toBe(superseded);
});

test('of several corrections the first one counts, in whatever order they are known', () => {
  const [first, second] = [content({ receivedAt: T3 }), content({ receivedAt: '2026-05-20T04:00:00.000Z' })];
  const given = [second, first, content({ receivedAt: T1 })];
  expect(supersededBy(refusal(), given)).toBe(first);
  expect(supersededBy(refusal(), given.reverse())).toBe(first);
  expect(supersededBy(refusal(), [])).toBeNull();
});

test('a batch adds first contents and revisions, each with all its names, and nothing that was outdated', () => {
  const sentAs = { within: idOf('file'), item: idOf('row') };
  const [first, again, late] = ['first', 'again', 'late'].map((text) =>
    arrival({ name: 'a', text, feedback: { receivedAt: T1, sentAs } }),
  ) as [ReturnType<typeof arrival>, ReturnType<typeof arrival>, ReturnType<typeof arrival>];
  const revision = { revision: 2, substantive: true };
  const contents = newContents({
    newFeedbacks: [{ first, feedback: undefined as never }],
    revisions: [
      { ...revision, arrival: again, outdated: false },
      { ...revision, arrival: late, outdated: true },
    ],
  });
  const names = [idOf('a'), idOf('file'), idOf('row')];
  expect(contents.map((one) => [one.receivedAt, one.names])).toEqual([
    [T1, names],
    [T1, names],
  ]);
});
