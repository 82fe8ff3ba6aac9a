import { differencesOf, isSettled, type Outcome, type SampleResult, type SeenFeedback } from './compare';
import { summaryLines } from './print-summary';
import type { SampleText } from './sample-set';

const text = (more: Partial<SampleText> = {}): SampleText => ({
  name: 'lost-card',
  shows: 'a lost card',
  relation: 'original',
  end: 'opened',
  product: 'card',
  kind: 'complaint',
  urgency: 'critical',
  ...more,
});
const seen = (more: Partial<SeenFeedback> = {}): SeenFeedback => ({
  state: 'opened',
  caseId: '11111111-2222-5333-8444-555555555555',
  relation: { kind: 'original', of: null },
  labels: { product: { value: 'card' }, kind: { value: 'complaint' }, urgency: { value: 'critical' } },
  deliveries: 1,
  revision: 1,
  ...more,
});
const accepted = (more: Partial<SeenFeedback> = {}, clocks = 1): Outcome => ({
  kind: 'accepted',
  feedbackId: 'f1',
  seen: seen(more),
  clocks,
});
const refused: Outcome = { kind: 'refused', why: 'rating.stars: expected at most 5' };
const idOf = (name: string) => ({ first: 'f0' })[name];

test.each<[string, SampleText, Outcome, string[]]>([
  ['all as expected', text(), accepted(), []],
  ['refused by its field', text({ refused: 'rating.stars' }), refused, []],
  ['refused by another field', text({ refused: 'text' }), refused, ['refused without naming `text`: rating.stars: expected at most 5']],
  ['accepted though wrong', text({ refused: 'text' }), accepted(), ['accepted, but `text` is wrong']],
  ['refused though right', text(), refused, ['refused: rating.stars: expected at most 5']],
  ['lost', text(), { kind: 'accepted', feedbackId: 'f1', seen: null, clocks: 0 }, ['has no end yet']],
  ['another label', text({ urgency: 'high' }), accepted(), ['urgency critical instead of high']],
  ['no promise', text(), accepted({}, 0), ['no clock']],
  ['a promise for a rating', text({ end: 'recorded' }), accepted({ state: 'recorded' }), ['a clock that nobody promised']],
  ['a share of the right text', text({ relation: 'repost', of: 'first', end: 'mention' }), accepted({ state: 'mention', relation: { kind: 'repost', of: 'f0' } }, 0), []],
  ['a share of another text', text({ relation: 'repost', of: 'first', end: 'mention' }), accepted({ state: 'mention', relation: { kind: 'repost', of: 'f9' } }, 0), ['does not point to first']],
  ['an edit that arrived', text({ relation: 'revision' }), accepted({ revision: 2 }), []],
  ['an edit that did not', text({ relation: 'revision' }), accepted(), ['relation not revised instead of revision']],
  ['first, and edited since', text(), accepted({ relation: { kind: 'revision', of: 'f1' } }), []],
])('%s', (_what, ...[sample, outcome, differences]) => {
  expect(differencesOf(sample, outcome, idOf)).toEqual(differences);
});

test.each<[string, SampleText, Outcome, boolean]>([
  ['before its end is known', text(), { kind: 'accepted', feedbackId: 'f1', seen: null, clocks: 0 }, false],
  ['before its clock started', text(), accepted({}, 0), false],
  ['with its clock', text(), accepted(), true],
  ['a repetition before it was counted', text({ relation: 'redelivery' }), accepted(), false],
  ['a rating without a clock', text({ end: 'recorded' }), accepted({ state: 'recorded' }, 0), true],
  ['refused', text(), refused, true],
])('%s it is settled or not', (_what, ...[sample, outcome, settled]) => {
  expect(isSettled(sample, outcome)).toBe(settled);
});

test('the summary has a table for each channel, a count, and what differed', () => {
  const results: SampleResult[] = [
    { channel: 'hotline', text: text(), outcome: accepted(), differences: [] },
    { channel: 'social', text: text({ name: 'six-stars', shows: 'six stars' }), outcome: refused, differences: ['refused: x'] },
  ];
  expect(summaryLines({ results })).toEqual([
    'hotline: 1 accepted, 0 refused, 1 cases',
    '  sample     relation  case             product  kind       urgency   clock',
    '  lost-card  original  opened 11111111  card     complaint  critical  started',
    '',
    'social: 0 accepted, 1 refused, 0 cases',
    '  sample      relation  case  product  kind  urgency  clock',
    '  !six-stars  refused: rating.stars: expected at most 5',
    '',
    '1 of 2 as expected',
    '  differs: six-stars (six stars): refused: x',
  ]);
});
