import { deterministicId, type Feedback, type Labels, type Relation } from '@hearback/contracts';
import type { Arrival, KnownFeedback } from './case';
import { valuesOf } from './ledger';
import type { Known, Registration } from './register-feedback';

/** Builders for the tests of this folder: each shows only what matters. */
export const idOf = (name: string) => deterministicId('test', name);
export const caseOf = (name: string) => deterministicId('case', idOf(name));

export const NOON = new Date('2026-05-20T04:00:00.000Z');
export const RECEIVED = '2026-05-20T03:59:00.000Z';

export const LABELS: Labels = {
  product: { value: 'card', confidence: 0.9, needsReview: false, because: [] },
  cause: { value: 'fees', confidence: 0.8, needsReview: false, because: [] },
  kind: { value: 'complaint', confidence: 0.9, needsReview: false, because: [] },
  sentiment: { value: 'negative', confidence: 0.9, needsReview: false, because: [] },
  urgency: { value: 'normal', confidence: 0.6, needsReview: true, because: [] },
  language: 'zh',
  script: 'Hans',
  modelVersion: 'test-1',
};

export interface ArrivalShape {
  name: string;
  text?: string;
  title?: string;
  relation?: Partial<Relation>;
  feedback?: Partial<Feedback>;
  labels?: Labels;
  relabels?: string;
  /** Tells deliveries of the same content apart. */
  delivery?: string;
}

export function arrival(shape: ArrivalShape): Arrival {
  const text = shape.text ?? '信用卡年费为什么多扣了一次？';
  const contentHash = deterministicId('content', text, shape.title ?? null, shape.feedback?.rating?.stars ?? null);
  const feedbackId = idOf(shape.name);
  return {
    ceId: deterministicId('ce', feedbackId, contentHash, shape.delivery ?? 'first'),
    feedback: {
      feedbackId,
      contentHash,
      channel: 'web-form',
      sourceId: 'web-form-default',
      format: 'hearback/v1',
      occurredAt: RECEIVED,
      receivedAt: RECEIVED,
      late: false,
      repaired: false,
      repeatable: true,
      customer: { customerKey: `customer-of-${shape.name}`, identities: [], kind: 'individual' },
      text,
      ...(shape.title === undefined ? {} : { title: shape.title }),
      language: 'zh',
      script: 'Hans',
      attachments: [],
      attributes: {},
      ...shape.feedback,
    },
    relation: {
      kind: 'original',
      score: 0,
      because: [],
      revision: 1,
      substantive: true,
      outdated: false,
      ...shape.relation,
    },
    labels: shape.labels ?? LABELS,
    ...(shape.relabels === undefined ? {} : { relabels: shape.relabels }),
    traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`,
  };
}

export const NOTHING: Known = { feedbacks: [], cases: [], contents: [], replies: [], takenDown: [] };

/** What is known after a decision, as the store would load it again. */
export function knownAfter(before: Known, decided: Registration): Known {
  const feedbacks = new Map(before.feedbacks.map((feedback) => [feedback.feedbackId, feedback]));
  const cases = new Map(before.cases.map((record) => [record.caseId, record]));
  for (const { feedback } of decided.newFeedbacks) feedbacks.set(feedback.feedbackId, feedback);
  for (const feedback of decided.changedFeedbacks) feedbacks.set(feedback.feedbackId, feedback);
  for (const { feedback, labels } of decided.relabelled) {
    const known = feedbacks.get(feedback.feedbackId)!;
    if (known.contentHash === feedback.contentHash)
      feedbacks.set(feedback.feedbackId, { ...known, labels: valuesOf(labels) });
  }
  for (const record of [...decided.newCases, ...decided.changedCases]) cases.set(record.caseId, record);
  const settled = new Set(decided.settledReplies.map((reply) => reply.replyId));
  return {
    feedbacks: [...feedbacks.values()],
    cases: [...cases.values()],
    contents: [...before.contents, ...decided.revisions.map(contentOf)],
    replies: before.replies.filter((reply) => !settled.has(reply.replyId)),
    takenDown: before.takenDown.filter(({ feedbackId }) => !decided.settledTakenDown.includes(feedbackId)),
  };
}

function contentOf({ arrival: { feedback }, revision }: Registration['revisions'][number]) {
  return { feedbackId: feedback.feedbackId, contentHash: feedback.contentHash, revision };
}

export const endOf = (known: Known, name: string): Pick<KnownFeedback, 'state' | 'caseId'> => {
  const { state, caseId } = known.feedbacks.find((feedback) => feedback.feedbackId === idOf(name))!;
  return { state, caseId };
};
