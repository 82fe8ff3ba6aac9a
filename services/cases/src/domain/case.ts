import type {
  CaseChanged,
  CaseState,
  Channel,
  Feedback,
  FeedbackEnd,
  LabelValues,
  Labels,
  Relation,
} from '@hearback/contracts';

/** What `feedback.classified` brings, with the id of that delivery. */
export interface Arrival {
  ceId: string;
  feedback: Feedback;
  relation: Relation;
  labels: Labels;
  /** On a relabelling: the event whose labels it replaces. */
  relabels?: string;
  /** The trace that the effects of this delivery continue. */
  traceparent: string;
}

/** `waiting`: it relates to a feedback that has not arrived yet, so its end is not decided. */
export type FeedbackState = 'waiting' | Extract<FeedbackEnd, 'opened' | 'joined' | 'mention' | 'recorded'>;

/** A feedback as the register knows it. Times are ISO 8601 UTC. */
export interface KnownFeedback {
  feedbackId: string;
  /** Of the content in force. */
  contentHash: string;
  revision: number;
  sourceUpdatedAt: string | null;
  channel: Channel;
  sourceId: string;
  customerKey: string;
  /**
   * The customerKey by which promises know this person: of the feedback that was said again for a resubmission, which
   * may have come under another identity; its own otherwise.
   */
  speaker: string;
  branch: string | null;
  receivedAt: string;
  /** Has text or a title; a rating without either needs no answer. */
  hasWords: boolean;
  relation: Relation;
  labels: LabelValues;
  state: FeedbackState;
  caseId: string | null;
  /** Distinct deliveries by the sender, revisions included. */
  deliveries: number;
  /** Since when its end has been undecided; kept afterwards. */
  waitingSince: string | null;
  /** It got a case of its own because its target did not come; the link is still to be made. */
  linkPending: boolean;
  traceparent: string | null;
  /** A person took it out of this case; set in the transaction that does so. */
  unlinked?: { from: string; at: string; by: string };
  /** A person said that it is the same matter as this case; set in the transaction that does so. */
  linked?: { from: string; at: string; by: string };
}

export interface KnownCase {
  caseId: string;
  version: number;
  state: CaseState;
  channel: Channel;
  /** The feedback that opened it. */
  openedBy: string;
  openedAt: string;
  labels: LabelValues;
  /** Labels that a person has set; they stand in `labels` too. Absent while there are none. */
  corrected?: Partial<LabelValues>;
  clusterId: string;
  assignee: string | null;
  /** Read and written by commands only. */
  team?: string | null;
  feedbacks: number;
  mentions: number;
}

/** A reply made outside Hearback that has not been entered in a case yet. */
export interface PendingReply {
  replyId: string;
  feedbackId: string;
  /** `observed` by a machine, or `logged` by a person, who then may need a second one. */
  origin: 'logged' | 'observed';
  repliedAt: string;
  automatic: boolean;
  substantive: boolean;
  by: string;
  /** The trace to continue; null when the reply has waited. */
  traceparent: string | null;
}

/** A feedback that its source has deleted, which has not been entered in a case yet. */
export interface PendingTakenDown {
  feedbackId: string;
  deletedAt: string;
  /** The trace to continue; null when it has waited. */
  traceparent: string | null;
}

/** One entry of a case's history: the event that is published, and what stays in PostgreSQL. */
export interface HistoryEntry {
  event: CaseChanged;
  /** Who did it; null when a feedback did. */
  by: { id: string; name: string } | null;
  /** Words of a note or reply; never published. */
  text: string | null;
  /** Where another model's labels took the place of these. */
  labelsBefore?: LabelValues;
  traceparent: string | null;
}
