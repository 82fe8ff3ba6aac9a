import type { FeedbackClassified, Labels, LabelValues } from '@hearback/contracts';

export const AXES = ['product', 'cause', 'kind', 'sentiment', 'urgency'] as const;
export type Axis = (typeof AXES)[number];

/** What a model said of a text, without its reasons. */
export interface Given {
  values: LabelValues;
  /** Axes that a person should look at. */
  review: readonly Axis[];
  modelVersion: string;
}

/** An event of `feedback.classified` and where it lies. */
export interface Published {
  /** Partition and offset. */
  place: string;
  ceId: string;
  event: FeedbackClassified;
}

/** The content of a feedback that is in force, and its labels as `cases` has them; never the words. */
export interface Held {
  /** Of the event that gave the labels; it has the whole content. */
  place: string;
  ceId: string;
  contentHash: string;
  revision: number;
  receivedAtMs: number;
  given: Given;
}

/**
 * Takes the next event in the order of the topic. The newest content counts, with the labels of its first event or of
 * the last relabelling: another unmarked delivery of the same content changes no labels in `cases`, so none here.
 */
export function holdNewest(held: Map<string, Held>, published: Published): void {
  const { feedback, relation, relabels } = published.event;
  if (relation.outdated) return;
  const before = held.get(feedback.feedbackId);
  const isSame = before?.contentHash === feedback.contentHash;
  if (before && (relabels ? !isSame : isSame || relation.revision < before.revision)) return;
  held.set(feedback.feedbackId, {
    place: published.place,
    ceId: published.ceId,
    contentHash: feedback.contentHash,
    revision: relation.revision,
    receivedAtMs: Date.parse(feedback.receivedAt),
    given: givenBy(published.event.labels),
  });
}

/** Combinations of labels are few and feedbacks many, so each is kept once. */
const known = new Map<string, Given>();

export function givenBy(labels: Labels): Given {
  const key = AXES.map((axis) => `${labels[axis].value}${labels[axis].needsReview ? '?' : ''}`).join(' ');
  const name = `${labels.modelVersion} ${key}`;
  let given = known.get(name);
  if (!given) {
    const { product, cause, kind, sentiment, urgency, modelVersion } = labels;
    given = {
      values: {
        product: product.value,
        cause: cause.value,
        kind: kind.value,
        sentiment: sentiment.value,
        urgency: urgency.value,
      },
      review: AXES.filter((axis) => labels[axis].needsReview),
      modelVersion,
    };
    known.set(name, given);
  }
  return given;
}
