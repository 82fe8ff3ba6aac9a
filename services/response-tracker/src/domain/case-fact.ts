import type { CaseChanged, Channel, VisitOutcome, WithdrawalReason } from '@hearback/contracts';

/** Labels of a case by which promises and figures go. */
export interface CaseLabels {
  product: string;
  cause: string;
  kind: string;
}

/** What every fact has: which change of the case said it, when that was recorded, and the labels of the case then. */
export interface Told {
  caseVersion: number;
  changedAt: Date;
  labels: CaseLabels;
}

/** A feedback of a case as promises see it. */
export interface FeedbackFact extends Told {
  kind: 'feedback';
  feedbackId: string;
  customerKey: string;
  receivedAt: Date;
  channel: Channel;
  sourceId: string;
  branch: string | null;
}

/** A new content of a feedback that the case has; `receivedAt` is when this content reached the bank. */
export interface RevisionFact extends Told {
  kind: 'revision';
  feedbackId: string;
  revision: number;
  substantive: boolean;
  receivedAt: Date;
}

/** A reply; `changedAt` is when Hearback wrote it down. */
export interface ReplyFact extends Told {
  kind: 'reply';
  replyId: string;
  feedbackId: string;
  customerKey: string;
  repliedAt: Date;
  /** `logged` by hand in Hearback, or `observed` by a machine outside it. */
  origin: 'logged' | 'observed';
  automatic: boolean;
  substantive: boolean;
  by: string;
}

/** Someone vouches for a reply logged late. */
export interface ConfirmedFact extends Told {
  kind: 'reply-confirmed';
  replyId: string;
  by: string;
}

export interface ResolvedFact extends Told {
  kind: 'resolved' | 'reopened';
}

export interface WithdrawnFact extends Told {
  kind: 'withdrawn';
  reason: WithdrawalReason;
}

export interface VisitFact extends Told {
  kind: 'followed-up';
  visitId: string;
  outcome: VisitOutcome;
  visitedAt: Date;
}

/** An approved extension; `changedAt` is when it was approved. */
export interface ExtensionFact extends Told {
  kind: 'extended';
  extensionId: string;
  promise: 'resolution' | 'legal';
  reason: string;
  requestedBy: string;
  by: string;
  noticeAt: Date | null;
}

/** The feedback, and the replies to it, belong to another case from the beginning. */
export interface UnlinkedFact extends Told {
  kind: 'feedback-unlinked';
  feedbackId: string;
}

export interface AssignedFact extends Told {
  kind: 'assigned';
  owner: string;
  team: string | null;
}

/** Says nothing but the labels beside it: a person's, or those of another model. */
export interface LabelsFact extends Told {
  kind: 'reclassified' | 'relabelled';
}

export type CaseFact =
  | FeedbackFact
  | RevisionFact
  | ReplyFact
  | ConfirmedFact
  | ResolvedFact
  | WithdrawnFact
  | VisitFact
  | ExtensionFact
  | UnlinkedFact
  | AssignedFact
  | LabelsFact;

type Changed = Pick<CaseChanged, 'caseVersion' | 'changedAt' | 'labels' | 'change'>;
type Change<K extends CaseChanged['change']['kind']> = Extract<CaseChanged['change'], { kind: K }>;

/**
 * What a change of a case says about promises; null for changes that no promise depends on (mentions, notes, links, an
 * extension that nobody has approved yet): they start nothing and meet nothing.
 */
export function caseFact(changed: Changed): CaseFact | null {
  const { caseVersion, labels, change } = changed;
  const told: Told = { caseVersion, changedAt: new Date(changed.changedAt), labels };
  switch (change.kind) {
    case 'opened':
    case 'feedback-joined':
      return feedbackFact(told, change);
    case 'feedback-revised': {
      const { feedbackId, revision, substantive, receivedAt } = change;
      return { ...told, kind: 'revision', feedbackId, revision, substantive, receivedAt: new Date(receivedAt) };
    }
    case 'replied':
      return replyFact(told, change);
    case 'feedback-unlinked':
      return { ...told, kind: 'feedback-unlinked', feedbackId: change.feedbackId };
    case 'assigned':
      return { ...told, kind: 'assigned', owner: change.assignee, team: change.team ?? null };
    default:
      return factOfCourse(told, change);
  }
}

// What people do with the case as a whole.
function factOfCourse(told: Told, change: CaseChanged['change']): CaseFact | null {
  switch (change.kind) {
    case 'reply-confirmed':
      return { ...told, kind: 'reply-confirmed', replyId: change.replyId, by: change.by };
    case 'resolved':
    case 'reopened':
    case 'reclassified':
    case 'relabelled':
      return { ...told, kind: change.kind };
    case 'withdrawn':
      return { ...told, kind: 'withdrawn', reason: change.reason };
    case 'followed-up': {
      const { visitId, outcome, visitedAt } = change;
      return { ...told, kind: 'followed-up', visitId, outcome, visitedAt: new Date(visitedAt) };
    }
    case 'extended':
      return extensionFact(told, change);
    default:
      return null;
  }
}

function feedbackFact(told: Told, { feedback }: Change<'opened' | 'feedback-joined'>): FeedbackFact {
  return {
    kind: 'feedback',
    caseVersion: told.caseVersion,
    changedAt: told.changedAt,
    labels: told.labels,
    feedbackId: feedback.feedbackId,
    customerKey: feedback.customerKey,
    receivedAt: new Date(feedback.receivedAt),
    channel: feedback.channel,
    sourceId: feedback.sourceId,
    branch: feedback.branch ?? null,
  };
}

function replyFact(told: Told, change: Change<'replied'>): ReplyFact {
  return {
    kind: 'reply',
    caseVersion: told.caseVersion,
    changedAt: told.changedAt,
    labels: told.labels,
    replyId: change.replyId,
    feedbackId: change.feedbackId,
    customerKey: change.customerKey,
    repliedAt: new Date(change.repliedAt),
    origin: change.origin,
    automatic: change.automatic,
    substantive: change.substantive,
    by: change.by,
  };
}

function extensionFact(told: Told, change: Change<'extended'>): ExtensionFact {
  const { extensionId, promise, reason, requestedBy, by, noticeAt } = change;
  const notice = noticeAt === undefined ? null : new Date(noticeAt);
  return { ...told, kind: 'extended', extensionId, promise, reason, requestedBy, by, noticeAt: notice };
}
