import { afterReplay, mayDismiss, type RefusalState } from './refusal';

const ACCEPTED = { replayId: 'r1', reasons: [] };
const REFUSED = { replayId: 'r1', reasons: [{ path: 'text', reason: 'required', detail: 'a text is needed' }] };

test.each<[RefusalState, typeof REFUSED | typeof ACCEPTED, string | null, unknown]>([
  ['open', ACCEPTED, 'r1', { kind: 'replayed' }],
  ['open', ACCEPTED, 'r2', { kind: 'replayed' }],
  ['open', REFUSED, 'r1', { kind: 'refused-again', over: true }],
  ['open', REFUSED, 'r2', { kind: 'refused-again', over: false }],
  ['replayed', ACCEPTED, null, { kind: 'nothing' }],
  ['replayed', REFUSED, null, { kind: 'nothing' }],
  ['dismissed', REFUSED, null, { kind: 'nothing' }],
  ['dismissed', ACCEPTED, null, { kind: 'replayed' }],
])('%s, with the outcome %j while %s is under way', (state, outcome, replayId, effect) => {
  expect(afterReplay({ state, replayId }, outcome)).toEqual(effect);
});

test('only what is open can be dismissed, and saying it twice is saying it once', () => {
  expect((['open', 'dismissed', 'replayed'] as const).map((state) => mayDismiss({ state }))).toEqual([
    'yes',
    'done-already',
    'replayed-already',
  ]);
});
