import { faultsOf, readJsonPayload, type Format, type FormatItem, type FormatReply } from '@hearback/channel';
import { z } from 'zod';
import { given } from '../domain/given';

/**
 * A page of App Store Connect's customer reviews (JSON:API). Answers of the developer stand among `included`; one that the
 * store has yet to publish no customer has seen, so it counts once it is published. `createdDate` is the only time there
 * is: an edit keeps the id. Reviewers have a nickname and no identity.
 */
export const appStoreConnect: Format = {
  name: 'app-store-connect',
  version: 1,
  contentTypes: ['application/json', 'application/vnd.api+json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const page = pageSchema.safeParse(json.value);
    if (!page.success) return { kind: 'refused', faults: faultsOf(page.error) };
    const { data, included } = page.data;
    if (data.length === 0) return { kind: 'ignored', why: 'a page without reviews' };
    const read = data.map(readReview);
    const replies = read.flatMap(({ review }) => (review ? repliesOf(review, included) : []));
    return { kind: 'read', items: read.map(({ item }) => item), replies };
  },
  // Answers stand beside the reviews, and were taken when the page was.
  readPart: (part) => {
    const json = readJsonPayload(part);
    return json.ok ? { kind: 'read', items: [readReview(json.value).item] } : { kind: 'refused', faults: [json.fault] };
  },
};

const relationSchema = z.looseObject({ data: z.looseObject({ type: z.string(), id: z.string() }).nullish() });
const pageSchema = z.looseObject({
  data: z.array(z.unknown()),
  included: z.array(z.unknown()).default([]),
});
const reviewSchema = z.looseObject({
  type: z.literal('customerReviews'),
  id: z.string().min(1),
  attributes: z.looseObject({
    rating: z.int(),
    title: z.string().nullish(),
    body: z.string().nullish(),
    reviewerNickname: z.string().nullish(),
    createdDate: z.string(),
    /** ISO 3166 with three letters. */
    territory: z.string().nullish(),
  }),
  relationships: z.looseObject({ response: relationSchema.optional() }).optional(),
});
type Review = z.output<typeof reviewSchema>;
const responseSchema = z.looseObject({
  type: z.literal('customerReviewResponses'),
  id: z.string().min(1),
  attributes: z.looseObject({
    responseBody: z.string().min(1),
    lastModifiedDate: z.string(),
    state: z.string().optional(),
  }),
  relationships: z.looseObject({ review: relationSchema.optional() }).optional(),
});
type Response = z.output<typeof responseSchema>;

function readReview(value: unknown): { item: FormatItem; review?: Review } {
  const original = Buffer.from(JSON.stringify(value));
  const review = reviewSchema.safeParse(value);
  if (!review.success) return { item: { value: null, original, faults: faultsOf(review.error) } };
  return { item: { value: itemOf(review.data), original }, review: review.data };
}

function itemOf({ id, attributes }: Review): unknown {
  const { rating, title, body, reviewerNickname, createdDate, territory } = attributes;
  return given({
    externalId: id,
    title: title?.trim() || undefined,
    text: body?.trim() ?? '',
    rating: { stars: rating },
    occurredAt: createdDate,
    updatedAt: createdDate,
    author: reviewerNickname ? { name: reviewerNickname } : undefined,
    region: territory || undefined,
  });
}

function repliesOf(review: Review, included: readonly unknown[]): FormatReply[] {
  return included.flatMap((resource) => {
    const response = responseSchema.safeParse(resource);
    if (!response.success || !answers(response.data, review) || isPending(response.data)) return [];
    const { responseBody, lastModifiedDate } = response.data.attributes;
    const value = {
      externalId: review.id,
      // The store keeps one answer for each review; a changed one is the same answer.
      replyId: response.data.id,
      text: responseBody,
      repliedAt: lastModifiedDate,
      by: { id: 'app-store-developer' },
    };
    return [{ value }];
  });
}

// Either side may name the other, depending on the fields that were asked for.
function answers(response: Response, review: Review): boolean {
  const { review: answered } = response.relationships ?? {};
  return review.relationships?.response?.data?.id === response.id || answered?.data?.id === review.id;
}

function isPending({ attributes }: Response): boolean {
  return attributes.state === 'PENDING_PUBLISH';
}
