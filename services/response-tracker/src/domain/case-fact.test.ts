import type { CaseChanged } from '@hearback/contracts';
import { caseFact } from './case-fact';
import { h, id } from './test-case';

const labels = { product: 'card', cause: 'fees', kind: 'complaint', sentiment: 'negative', urgency: 'high' } as const;
const at = h(1).toISOString();
const told = { caseVersion: 3, changedAt: h(2), labels };
const factOf = (change: CaseChanged['change']) =>
  caseFact({ caseVersion: 3, changedAt: h(2).toISOString(), labels, change });

const feedback = {
  feedbackId: id('A'),
  receivedAt: at,
  channel: 'branch' as const,
  sourceId: 'boxes',
  customerKey: '李小姐',
  branch: '福州鼓楼支行',
};

test.each<[CaseChanged['change'], object]>([
  [
    { kind: 'opened', feedback },
    { ...feedback, kind: 'feedback', receivedAt: h(1) },
  ],
  [
    { kind: 'feedback-joined', feedback: { ...feedback, branch: undefined } },
    { ...feedback, kind: 'feedback', receivedAt: h(1), branch: null },
  ],
  [
    { kind: 'feedback-revised', feedbackId: id('A'), revision: 2, substantive: true, receivedAt: at },
    { kind: 'revision', feedbackId: id('A'), revision: 2, substantive: true, receivedAt: h(1) },
  ],
  [
    {
      kind: 'replied',
      replyId: id('x'),
      feedbackId: id('A'),
      customerKey: 'li',
      repliedAt: at,
      origin: 'logged',
      automatic: false,
      substantive: true,
      by: 'chen',
    },
    {
      kind: 'reply',
      replyId: id('x'),
      feedbackId: id('A'),
      customerKey: 'li',
      repliedAt: h(1),
      origin: 'logged',
      automatic: false,
      substantive: true,
      by: 'chen',
    },
  ],
  [
    { kind: 'reply-confirmed', replyId: id('x'), by: 'wu', evidence: 'call 17' },
    { kind: 'reply-confirmed', replyId: id('x'), by: 'wu' },
  ],
  [{ kind: 'resolved', by: 'chen' }, { kind: 'resolved' }],
  [{ kind: 'reopened', by: 'chen', reason: 'mistake' }, { kind: 'reopened' }],
  [
    { kind: 'withdrawn', by: 'chen', reason: 'spam' },
    { kind: 'withdrawn', reason: 'spam' },
  ],
  [
    { kind: 'followed-up', visitId: id('v'), outcome: 'satisfied', visitedAt: at, by: 'chen' },
    { kind: 'followed-up', visitId: id('v'), outcome: 'satisfied', visitedAt: h(1) },
  ],
  [
    { kind: 'extended', extensionId: id('e'), promise: 'legal', reason: 'complex', requestedBy: 'chen', by: 'wu' },
    {
      kind: 'extended',
      extensionId: id('e'),
      promise: 'legal',
      reason: 'complex',
      requestedBy: 'chen',
      by: 'wu',
      noticeAt: null,
    },
  ],
  [
    { kind: 'feedback-unlinked', feedbackId: id('A'), toCaseId: id('c'), by: 'chen', reason: 'another matter' },
    { kind: 'feedback-unlinked', feedbackId: id('A') },
  ],
  [
    { kind: 'assigned', assignee: 'chen', by: 'wu' },
    { kind: 'assigned', owner: 'chen', team: null },
  ],
  [{ kind: 'reclassified', by: 'wu' }, { kind: 'reclassified' }],
  [{ kind: 'relabelled', feedbackId: id('A'), modelVersion: 'm-2' }, { kind: 'relabelled' }],
])('%o', (change, fact) => {
  expect(factOf(change)).toEqual({ ...told, ...fact });
});

test.each<[CaseChanged['change']]>([
  [{ kind: 'noted', noteId: id('n'), by: 'chen' }],
  [{ kind: 'mention-added', feedbackId: id('A') }],
  [{ kind: 'linked', feedbackId: id('A'), of: id('B'), relation: 'repost' }],
  [{ kind: 'source-deleted', feedbackId: id('A'), deletedAt: '2026-03-02T02:00:00.000Z' }],
  [{ kind: 'extension-requested', extensionId: id('e'), promise: 'legal', reason: 'complex', by: 'chen' }],
])('no promise depends on %o', (change) => {
  expect(factOf(change)).toBeNull();
});
