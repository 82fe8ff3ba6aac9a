import type { Arrival, HistoryEntry, KnownCase, KnownFeedback, PendingReply, PendingTakenDown } from './case';
import { changeCase, touch, valuesOf, type Ledger, type RevisionEntry } from './ledger';
import { relabel } from './relabel-feedback';
import { deliverAgain, hasWords } from './revise-feedback';
import { settleFeedback } from './settle-feedback';

/** What the store knows that bears on a batch: the feedbacks of the batch, those they relate to, and who waits for them. */
export interface Known {
  feedbacks: KnownFeedback[];
  cases: KnownCase[];
  contents: { feedbackId: string; contentHash: string; revision: number }[];
  replies: PendingReply[];
  takenDown: PendingTakenDown[];
}

export interface RegistrationInput {
  arrivals: readonly Arrival[];
  known: Known;
  now: Date;
  /** How long a feedback waits for the one it relates to before it gets a case of its own. */
  waitMs: number;
}

/** What a batch changes; the store writes it as it stands. */
export interface Registration {
  /** In order of arrival: the first content, and the feedback as it stands at the end of the batch. */
  newFeedbacks: { first: Arrival; feedback: KnownFeedback }[];
  changedFeedbacks: KnownFeedback[];
  revisions: RevisionEntry[];
  /** Feedbacks whose content in force changed, with the new content. */
  revised: { feedback: KnownFeedback; arrival: Arrival }[];
  /** Contents that another model has labelled again. */
  relabelled: Arrival[];
  /** Relabellings that came too late, by CloudEvents id: their content is no longer in force. */
  notInForce: string[];
  newCases: KnownCase[];
  changedCases: KnownCase[];
  history: HistoryEntry[];
  /** Replies that are entered now; `caseId` null when their feedback needs no case. */
  settledReplies: { replyId: string; caseId: string | null }[];
  /** Feedbacks whose deletion at the source is entered now. */
  settledTakenDown: string[];
}

/** What a change of other kinds leaves alone. */
export const NO_REGISTRATION: Registration = {
  newFeedbacks: [],
  changedFeedbacks: [],
  revisions: [],
  revised: [],
  relabelled: [],
  notInForce: [],
  newCases: [],
  changedCases: [],
  history: [],
  settledReplies: [],
  settledTakenDown: [],
};

/**
 * Decides a whole batch in order: each feedback's end, the cases it opens or joins, what waited for it, and replies that
 * came before it. The same batch on the same knowledge gives the same decision; ids derive from feedbackIds.
 */
export function registerFeedback(input: RegistrationInput): Registration {
  const ledger = openLedger(input);
  for (const arrival of input.arrivals) registerOne(ledger, arrival);
  settleWaiting(ledger);
  linkLate(ledger);
  const { replies, takenDown } = input.known;
  return {
    settledReplies: enterReplies(ledger, replies),
    settledTakenDown: enterTakenDown(ledger, takenDown),
    ...closeLedger(ledger),
  };
}

// Copies, because deciding changes them.
function openLedger({ known, now, waitMs }: RegistrationInput): Ledger {
  const contents = new Map<string, Map<string, number>>();
  for (const { feedbackId, contentHash, revision } of known.contents)
    contents.set(feedbackId, (contents.get(feedbackId) ?? new Map<string, number>()).set(contentHash, revision));
  return {
    now: now.toISOString(),
    waitMs,
    feedbacks: new Map(known.feedbacks.map((feedback) => [feedback.feedbackId, { ...feedback }])),
    cases: new Map(known.cases.map((record) => [record.caseId, { ...record }])),
    contents,
    firstContents: new Map(),
    revisions: [],
    revised: new Map(),
    relabelled: new Map(),
    notInForce: new Set(),
    newCases: new Set(),
    changedFeedbacks: new Set(),
    changedCases: new Set(),
    history: [],
  };
}

function registerOne(ledger: Ledger, arrival: Arrival): void {
  const known = ledger.feedbacks.get(arrival.feedback.feedbackId);
  if (known) return arrival.relabels ? relabel(ledger, known, arrival) : deliverAgain(ledger, known, arrival);
  const feedback = firstDelivery(arrival);
  ledger.feedbacks.set(feedback.feedbackId, feedback);
  ledger.firstContents.set(feedback.feedbackId, arrival);
  settleFeedback(ledger, feedback, { receivedAt: feedback.receivedAt, traceparent: arrival.traceparent });
}

// A redelivery, revision or relabelling of a feedback that never came in its first form is a first delivery here.
function firstDelivery(arrival: Arrival): KnownFeedback {
  const { feedback, relation, labels } = arrival;
  return {
    feedbackId: feedback.feedbackId,
    contentHash: feedback.contentHash,
    revision: relation.revision,
    sourceUpdatedAt: feedback.sourceUpdatedAt ?? null,
    channel: feedback.channel,
    sourceId: feedback.sourceId,
    customerKey: feedback.customer.customerKey,
    speaker: feedback.customer.customerKey,
    branch: feedback.branch ?? null,
    receivedAt: feedback.receivedAt,
    hasWords: hasWords(arrival),
    relation,
    labels: valuesOf(labels),
    state: 'waiting',
    caseId: null,
    deliveries: 1,
    waitingSince: null,
    linkPending: false,
    traceparent: null,
  };
}

// One that is settled may be what the next one waits for, so go round until nothing moves.
function settleWaiting(ledger: Ledger): void {
  let waiting = [...ledger.feedbacks.values()].filter((feedback) => feedback.state === 'waiting');
  for (let moved = true; moved && waiting.length > 0;) {
    const still = waiting.filter((feedback) => !settleFeedback(ledger, feedback, { receivedAt: feedback.receivedAt }));
    moved = still.length < waiting.length;
    waiting = still;
  }
}

// The case stays; the relation now points to a feedback that exists, and people can see both.
function linkLate(ledger: Ledger): void {
  for (const feedback of ledger.feedbacks.values()) {
    const { kind, of } = feedback.relation;
    const target = feedback.linkPending && of ? ledger.feedbacks.get(of) : undefined;
    const record = feedback.caseId === null ? undefined : ledger.cases.get(feedback.caseId);
    if (!target || !record || target.state === 'waiting') continue;
    feedback.linkPending = false;
    touch(ledger, feedback);
    const change = { kind: 'linked', feedbackId: feedback.feedbackId, of: target.feedbackId, relation: kind } as const;
    changeCase(ledger, record, { change });
  }
}

function enterReplies(ledger: Ledger, replies: readonly PendingReply[]): Registration['settledReplies'] {
  const ordered = [...replies].sort(
    (a, b) => a.repliedAt.localeCompare(b.repliedAt) || a.replyId.localeCompare(b.replyId),
  );
  return ordered.flatMap((reply) => {
    const feedback = ledger.feedbacks.get(reply.feedbackId);
    if (!feedback || feedback.state === 'waiting') return [];
    const record = feedback.caseId === null ? undefined : ledger.cases.get(feedback.caseId);
    if (record) enterReply(ledger, record, { reply, feedback });
    return [{ replyId: reply.replyId, caseId: feedback.caseId }];
  });
}

function enterReply(ledger: Ledger, record: KnownCase, entry: { reply: PendingReply; feedback: KnownFeedback }): void {
  const { replyId, origin, repliedAt, automatic, substantive, by, traceparent } = entry.reply;
  const { feedbackId, speaker } = entry.feedback;
  const answers = substantive && !automatic;
  changeCase(ledger, record, {
    change: {
      kind: 'replied',
      replyId,
      feedbackId,
      customerKey: speaker,
      repliedAt,
      origin,
      automatic,
      substantive,
      by,
    },
    ...(answers ? { step: 'reply' as const } : {}),
    traceparent,
  });
}

// What was said was said: the case, its state and its promises stay.
function enterTakenDown(ledger: Ledger, takenDown: readonly PendingTakenDown[]): string[] {
  const settled: string[] = [];
  for (const { feedbackId, deletedAt, traceparent } of takenDown) {
    const feedback = ledger.feedbacks.get(feedbackId);
    if (!feedback || feedback.state === 'waiting') continue;
    const record = feedback.caseId === null ? undefined : ledger.cases.get(feedback.caseId);
    if (record) changeCase(ledger, record, { change: { kind: 'source-deleted', feedbackId, deletedAt }, traceparent });
    settled.push(feedbackId);
  }
  return settled;
}

function closeLedger(ledger: Ledger): Omit<Registration, 'settledReplies' | 'settledTakenDown'> {
  const feedbackOf = (feedbackId: string) => ledger.feedbacks.get(feedbackId)!;
  const caseOf = (caseId: string) => ledger.cases.get(caseId)!;
  return {
    newFeedbacks: [...ledger.firstContents].map(([feedbackId, first]) => ({ first, feedback: feedbackOf(feedbackId) })),
    changedFeedbacks: [...ledger.changedFeedbacks].map(feedbackOf),
    revisions: ledger.revisions,
    revised: [...ledger.revised].map(([feedbackId, arrival]) => ({ feedback: feedbackOf(feedbackId), arrival })),
    relabelled: [...ledger.relabelled.values()],
    notInForce: [...ledger.notInForce],
    newCases: [...ledger.newCases].map(caseOf),
    changedCases: [...ledger.changedCases].map(caseOf),
    history: ledger.history,
  };
}
