import { AXES, type Axis, type Given } from './newest-content';

/** One feedback that the model in force has read, and how it was labelled before. */
export interface Compared {
  feedbackId: string;
  before: Given;
  after: Given;
}

export interface Change {
  from: string;
  to: string;
  count: number;
  /** Of all feedbacks looked at. */
  share: number;
}

/** Feedbacks that cross the line of what is urgent (critical, high), or move on its far side. */
export interface Moved {
  count: number;
  /** The first ten. */
  feedbackIds: string[];
}

export interface RelabelReport {
  modelVersion: string;
  lookedAt: number;
  /** By the model in force, so they were not sent to it again. */
  alreadyLabelled: number;
  /** At least one label would be another. */
  wouldChange: number;
  axes: Record<Axis, Change[]>;
  /** Feedbacks with at least one label that a person should look at, where there was none before, and the reverse. */
  needsReview: { gained: number; lost: number };
  urgent: { lessUrgent: Moved; moreUrgent: Moved };
}

/** Counts while feedbacks are compared; its size does not grow with their number. */
export interface Tally {
  compared: number;
  wouldChange: number;
  changes: Record<Axis, Map<string, { from: string; to: string; count: number }>>;
  needsReview: { gained: number; lost: number };
  lessUrgent: Moved;
  moreUrgent: Moved;
}

export function newTally(): Tally {
  const changes = Object.fromEntries(AXES.map((axis) => [axis, new Map()])) as unknown as Tally['changes'];
  return {
    compared: 0,
    wouldChange: 0,
    changes,
    needsReview: { gained: 0, lost: 0 },
    lessUrgent: { count: 0, feedbackIds: [] },
    moreUrgent: { count: 0, feedbackIds: [] },
  };
}

/** Adds one feedback. */
export function count(tally: Tally, { feedbackId, before, after }: Compared): void {
  tally.compared += 1;
  const changed = AXES.filter((axis) => before.values[axis] !== after.values[axis]);
  if (changed.length > 0) tally.wouldChange += 1;
  for (const axis of changed) {
    const [from, to] = [before.values[axis], after.values[axis]];
    const entry = tally.changes[axis].get(`${from} ${to}`) ?? { from, to, count: 0 };
    entry.count += 1;
    tally.changes[axis].set(`${from} ${to}`, entry);
  }
  const [hadReview, hasReview] = [before.review.length > 0, after.review.length > 0];
  if (!hadReview && hasReview) tally.needsReview.gained += 1;
  if (hadReview && !hasReview) tally.needsReview.lost += 1;
  const moved = urgencyMoved(tally, { feedbackId, before, after });
  if (moved) note(moved, feedbackId);
}

const RANK = { critical: 3, high: 2, normal: 1, low: 0 } as const;
const URGENT = RANK.high;
const IDS_SHOWN = 10;

function urgencyMoved(tally: Tally, { before, after }: Compared): Moved | null {
  const [from, to] = [RANK[before.values.urgency], RANK[after.values.urgency]];
  if (from === to || Math.max(from, to) < URGENT) return null;
  return to < from ? tally.lessUrgent : tally.moreUrgent;
}

function note(moved: Moved, feedbackId: string): void {
  moved.count += 1;
  if (moved.feedbackIds.length < IDS_SHOWN) moved.feedbackIds.push(feedbackId);
}

/** What the counts say, the most frequent change of each axis first. */
export function reportOf(tally: Tally, facts: { modelVersion: string; alreadyLabelled: number }): RelabelReport {
  const lookedAt = tally.compared + facts.alreadyLabelled;
  const changesOf = (axis: Axis): Change[] =>
    [...tally.changes[axis].values()]
      .map((change) => ({ ...change, share: change.count / lookedAt }))
      .sort((a, b) => b.count - a.count || a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
  return {
    ...facts,
    lookedAt,
    wouldChange: tally.wouldChange,
    axes: Object.fromEntries(AXES.map((axis) => [axis, changesOf(axis)])) as Record<Axis, Change[]>,
    needsReview: tally.needsReview,
    urgent: { lessUrgent: tally.lessUrgent, moreUrgent: tally.moreUrgent },
  };
}
