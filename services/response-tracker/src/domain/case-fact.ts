import type { CaseChanged, Channel } from '@hearback/contracts';

/** A feedback of a case as promises see it. */
export interface FeedbackFact {
  kind: 'feedback';
  feedbackId: string;
  customerKey: string;
  receivedAt: Date;
  channel: Channel;
  sourceId: string;
  branch: string | null;
  /** The case's kind (complaint, praise, …) when the feedback came. */
  feedbackKind: string;
}

/** A new content of a feedback that the case has; `receivedAt` is when this content reached the bank. */
export interface RevisionFact {
  kind: 'revision';
  feedbackId: string;
  revision: number;
  substantive: boolean;
  receivedAt: Date;
}

export interface ReplyFact {
  kind: 'reply';
  replyId: string;
  feedbackId: string;
  customerKey: string;
  repliedAt: Date;
  /** When Hearback wrote it down. */
  knownAt: Date;
  /** `logged` by hand in Hearback, or `observed` by a machine outside it. */
  origin: 'logged' | 'observed';
  automatic: boolean;
  substantive: boolean;
}

export type CaseFact = FeedbackFact | RevisionFact | ReplyFact;

/**
 * What a change of a case says about promises; null for changes that no promise depends on (mentions, notes,
 * assignments, links, resolution): they start nothing and meet nothing.
 */
export function caseFact(changed: Pick<CaseChanged, 'changedAt' | 'labels' | 'change'>): CaseFact | null {
  const { change } = changed;
  switch (change.kind) {
    case 'opened':
    case 'feedback-joined': {
      const { feedback } = change;
      return {
        kind: 'feedback',
        feedbackId: feedback.feedbackId,
        customerKey: feedback.customerKey,
        receivedAt: new Date(feedback.receivedAt),
        channel: feedback.channel,
        sourceId: feedback.sourceId,
        branch: feedback.branch ?? null,
        feedbackKind: changed.labels.kind,
      };
    }
    case 'feedback-revised': {
      const { feedbackId, revision, substantive, receivedAt } = change;
      return { kind: 'revision', feedbackId, revision, substantive, receivedAt: new Date(receivedAt) };
    }
    case 'replied': {
      const { replyId, feedbackId, customerKey, repliedAt, origin, automatic, substantive } = change;
      const times = { repliedAt: new Date(repliedAt), knownAt: new Date(changed.changedAt) };
      return { kind: 'reply', replyId, feedbackId, customerKey, ...times, origin, automatic, substantive };
    }
    default:
      return null;
  }
}
