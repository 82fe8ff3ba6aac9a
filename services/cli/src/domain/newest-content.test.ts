import { feedbackSchema, relationSchema, type Labels } from '@hearback/contracts';
import { givenBy, holdNewest, type Held } from './newest-content';

const ID = '7f2f5a10-3f3c-5b6e-9a57-0e2f7f0d4c11';
const label = { confidence: 0.9, needsReview: false, because: [] };
const labelled = (modelVersion: string): Labels => ({
  product: { ...label, value: 'card' },
  cause: { ...label, value: 'fees', needsReview: true },
  kind: { ...label, value: 'complaint' },
  sentiment: { ...label, value: 'negative' },
  urgency: { ...label, value: 'normal' },
  language: 'zh',
  script: 'Hans',
  modelVersion,
});

interface Step {
  content: string;
  model?: string;
  revision?: number;
  outdated?: true;
  relabels?: string;
}

/** The events of one feedback in the order of the topic; where the one lies that counts, and its labels' model. */
function after(...steps: Step[]) {
  const held = new Map<string, Held>();
  for (const [index, { content, model = 'm-1', revision = 1, outdated = false, relabels }] of steps.entries()) {
    const feedback = feedbackSchema.parse({
      feedbackId: ID,
      contentHash: content,
      channel: 'social',
      sourceId: 's',
      format: 'f',
      occurredAt: '2026-03-02T01:00:00.000Z',
      receivedAt: '2026-03-02T01:00:05.000Z',
      customer: { customerKey: 'c', identities: [] },
      text: content,
    });
    const relation = relationSchema.parse({ kind: 'original', score: 0, because: [], revision, outdated });
    const event = { feedback, relation, labels: labelled(model), ...(relabels ? { relabels } : {}) };
    holdNewest(held, { place: `0:${index}`, ceId: `ce-${index}`, event });
  }
  const { place, ceId, contentHash, given } = held.get(ID)!;
  return { place, ceId, contentHash, model: given.modelVersion };
}

test.each<[string, Step[], string, string]>([
  ['the first event', [{ content: 'a' }], '0:0', 'm-1'],
  ['the newest content', [{ content: 'a' }, { content: 'b', revision: 2, model: 'm-2' }], '0:1', 'm-2'],
  ['no outdated content', [{ content: 'a' }, { content: 'b', revision: 2, outdated: true }], '0:0', 'm-1'],
  [
    'no earlier content again',
    [
      { content: 'b', revision: 2 },
      { content: 'a', revision: 1 },
    ],
    '0:0',
    'm-1',
  ],
  ['no unmarked repetition under another model', [{ content: 'a' }, { content: 'a', model: 'm-2' }], '0:0', 'm-1'],
  ['a relabelling', [{ content: 'a' }, { content: 'a', model: 'm-2', relabels: 'ce-0' }], '0:1', 'm-2'],
  [
    'the last relabelling',
    [
      { content: 'a' },
      { content: 'a', model: 'm-2', relabels: 'ce-0' },
      { content: 'a', model: 'm-1', relabels: 'ce-1' },
    ],
    '0:2',
    'm-1',
  ],
  [
    'no relabelling of a content that was revised',
    [{ content: 'a' }, { content: 'b', revision: 2 }, { content: 'a', model: 'm-2', relabels: 'ce-0' }],
    '0:1',
    'm-1',
  ],
  ['a relabelling whose first event is gone', [{ content: 'a', model: 'm-2', relabels: 'x' }], '0:0', 'm-2'],
])('what counts is %s', (_what, steps, ...expected) => {
  const { place, model } = after(...steps);
  expect([place, model]).toEqual(expected);
});

test('labels are kept without reasons, and equal ones once', () => {
  expect(givenBy(labelled('m-1'))).toEqual({
    values: { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'normal' },
    review: ['cause'],
    modelVersion: 'm-1',
  });
  expect(givenBy(labelled('m-1'))).toBe(givenBy(labelled('m-1')));
  expect(givenBy(labelled('m-2'))).not.toBe(givenBy(labelled('m-1')));
});
