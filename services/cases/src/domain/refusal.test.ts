import { afterReplay, mayDismiss, type RefusalState } from './refusal';

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
])('%s, with %s under way, and the outcome %j', (...[state, replayId, outcome, effect]) => {
  expect(afterReplay({ state, replayId }, outcome)).toEqual(effect);
});

test('only what is open can be dismissed, and saying it twice is saying it once', () => {
  expect((['open', 'dismissed', 'replayed'] as const).map((state) => mayDismiss({ state }))).toEqual([
    'yes',
    'done-already',
    'replayed-already',
  ]);
});
