import { factsOfEntry, factsOfEvent } from './facts';
import type { PromiseEvent } from './promises';

const AT = '2026-03-02T04:00:00.000Z';
const event = (kind: string, data: Record<string, unknown>, recordedAt = AT): PromiseEvent => ({
  sequence: 2,
  kind,
  effectiveAt: AT,
  recordedAt,
  policyVersion: 'bank-promise-1',
  data,
});
const entry = (kind: string, data: Record<string, unknown>) => ({ version: 2, at: AT, kind, data });

test('a warning says to whom and how much was left, and that it was noticed late', () => {
  const late = '2026-03-02T04:02:00.000Z';
  expect(factsOfEvent(event('warned', { secondsLeft: 3_600, to: 'supervisor' }, late))).toEqual([
    { is: 'name', what: 'warnedTo', family: 'role', word: 'supervisor' },
    { is: 'span', what: 'left', seconds: 3_600 },
    { is: 'time', what: 'recorded', at: late },
  ]);
});

test('an extension says until when, who asked, who approved and why', () => {
  const data = {
    dueAt: AT,
    provisional: true,
    calendarVersion: 'cn-bank-2026',
    requestedBy: 'u1',
    approvedBy: 'u2',
    reason: 'complex-case',
  };
  expect(factsOfEvent(event('extended', data))).toEqual([
    { is: 'time', what: 'due', at: AT },
    { is: 'note', what: 'provisional' },
    { is: 'text', what: 'calendar', text: 'cn-bank-2026' },
    { is: 'text', what: 'requestedBy', text: 'u1' },
    { is: 'text', what: 'approvedBy', text: 'u2' },
    { is: 'name', what: 'reason', family: 'extensionReason', word: 'complex-case' },
  ]);
});

test('what met a promise is a reply or visit by its id, or the resolution; and who answered for the case then', () => {
  const data = { owner: 'wang.li', team: null, confirmed: true };
  expect(factsOfEvent(event('fulfilled', { ...data, by: 'reply-1' }))).toEqual([
    { is: 'id', what: 'metBy', id: 'reply-1' },
    { is: 'note', what: 'confirmed' },
    { is: 'text', what: 'owner', text: 'wang.li' },
  ]);
  expect(factsOfEvent(event('fulfilled', { ...data, by: 'resolved-4' }))[0]).toEqual({
    is: 'name',
    what: 'metBy',
    family: 'timeline',
    word: 'resolved',
  });
});

test('corrected labels are told as they are from now on', () => {
  const data = { reason: 'labels', state: 'running', dueAt: AT, kind: 'complaint', product: 'loan', cause: 'fees' };
  expect(factsOfEvent(event('restated', data)).map((fact) => ('word' in fact ? fact.word : fact.is))).toEqual([
    'labels',
    'complaint',
    'loan',
    'fees',
  ]);
});

test('a restatement says why and what holds now; an event of a newer service says nothing', () => {
  const restated = {
    reason: 'facts',
    state: 'met',
    dueAt: AT,
    provisional: false,
    calendarVersion: null,
    confirmed: true,
  };
  expect(factsOfEvent(event('restated', restated))).toEqual([
    { is: 'name', what: 'why', family: 'restated', word: 'facts' },
    { is: 'name', what: 'nowIs', family: 'clockState', word: 'met' },
    { is: 'time', what: 'due', at: AT },
    { is: 'note', what: 'confirmed' },
  ]);
  expect(factsOfEvent(event('telepathy', {}))).toEqual([]);
});

test.each([
  [
    'reclassified',
    { before: { product: 'card', kind: 'other' }, after: { product: 'loan', kind: 'other' } },
    [{ is: 'change', family: 'product', from: 'card', to: 'loan' }],
  ],
  [
    'relabelled',
    { feedbackId: 'f', modelVersion: 'm-2', before: { urgency: 'high' }, after: { urgency: 'critical' } },
    [
      { is: 'change', family: 'urgency', from: 'high', to: 'critical' },
      { is: 'text', what: 'model', text: 'm-2' },
    ],
  ],
  ['feedback-unlinked', { toCaseId: 'c2' }, [{ is: 'case', what: 'toCase', caseId: 'c2' }]],
  [
    'feedback-joined',
    { linked: { fromCaseId: 'c3' } },
    [
      { is: 'note', what: 'linked' },
      { is: 'case', what: 'fromCase', caseId: 'c3' },
    ],
  ],
  ['feedback-joined', {}, []],
  ['source-deleted', { deletedAt: AT }, [{ is: 'time', what: 'deletedAt', at: AT }]],
  [
    'replied',
    { origin: 'logged', automatic: false, substantive: false, repliedAt: AT },
    [
      { is: 'name', what: 'origin', family: 'origin', word: 'logged' },
      { is: 'note', what: 'notSubstantive' },
    ],
  ],
  [
    'replied',
    { origin: 'logged', automatic: false, substantive: true, repliedAt: '2026-03-01T04:00:00.000Z' },
    [
      { is: 'name', what: 'origin', family: 'origin', word: 'logged' },
      { is: 'time', what: 'repliedAt', at: '2026-03-01T04:00:00.000Z' },
    ],
  ],
  ['withdrawn', { reason: 'spam' }, [{ is: 'name', what: 'reason', family: 'withdrawn', word: 'spam' }]],
  ['noted', { text: 'x' }, []],
])('an entry %s with %j says what is beside its words', (kind, data, facts) => {
  expect(factsOfEntry(entry(kind, data))).toEqual(facts);
});
