import {
  faultsOf,
  readJsonPayload,
  type Fault,
  type Format,
  type FormatItem,
  type FormatReply,
} from '@hearback/channel';
import { z } from 'zod';

/**
 * A page of Google Play's reviews.list. A review keeps its id when it is edited, so `lastModified` tells which words are
 * newer. The store gives no identity of a reviewer, only a name, and a name is nobody's identity. Where the store has
 * translated a review, `originalText` is what the customer wrote.
 */
export const googlePlayReviews: Format = {
  name: 'google-play-reviews',
  version: 3,
  contentTypes: ['application/json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const page = pageSchema.safeParse(json.value);
    if (!page.success) return { kind: 'refused', faults: faultsOf(page.error) };
    const reviews = page.data.reviews ?? [];
    if (reviews.length === 0) return { kind: 'ignored', why: 'a page without reviews' };
    return readReviews(reviews);
  },
  readPart: (part) => {
    const json = readJsonPayload(part);
    return json.ok ? readReviews([json.value]) : { kind: 'refused', faults: [json.fault] };
  },
};

// Open objects: Google adds fields. int64 arrives as a string in its JSON, and seconds as either.
const pageSchema = z.looseObject({ reviews: z.array(z.unknown()).optional() });
/** Seconds and nanoseconds since 1970, as Google writes them. */
export const timestampSchema = z.looseObject({
  seconds: z.union([
    z.string().regex(/^\d{1,12}$/, 'expected seconds since 1970'),
    z.int().min(0).max(999_999_999_999),
  ]),
  nanos: z.int().min(0).max(999_999_999).optional(),
});
const userCommentSchema = z.looseObject({
  text: z.string().default(''),
  originalText: z.string().optional(),
  lastModified: timestampSchema,
  starRating: z.int(),
  reviewerLanguage: z.string().optional(),
  device: z.string().optional(),
  androidOsVersion: z.int().optional(),
  appVersionCode: z.int().optional(),
  appVersionName: z.string().optional(),
  thumbsUpCount: z.int().optional(),
});
// The text of an answer that was taken back is empty or absent.
const developerCommentSchema = z.looseObject({ text: z.string().default(''), lastModified: timestampSchema });
const reviewSchema = z.looseObject({
  reviewId: z.string().min(1),
  authorName: z.string().optional(),
  comments: z
    .array(
      z.looseObject({
        userComment: userCommentSchema.optional(),
        // Judged by itself: an answer that nobody can read must not cost the customer's words.
        developerComment: z.unknown().optional(),
      }),
    )
    .min(1),
});
type Review = z.output<typeof reviewSchema>;
type UserComment = z.output<typeof userCommentSchema>;
type Timestamp = z.output<typeof timestampSchema>;

function readReviews(reviews: unknown[]): { kind: 'read'; items: FormatItem[]; replies: FormatReply[] } {
  const items: FormatItem[] = [];
  const replies: FormatReply[] = [];
  for (const given of reviews) {
    const original = Buffer.from(JSON.stringify(given));
    const review = reviewSchema.safeParse(given);
    if (!review.success) {
      items.push({ value: null, original, faults: faultsOf(review.error) });
      continue;
    }
    const comments = review.data.comments.flatMap(({ userComment }) => (userComment ? [userComment] : []));
    items.push(...comments.map((comment) => ({ value: itemOf(review.data, comment), original })));
    const { answers, faults } = answersIn(review.data);
    replies.push(...answers);
    if (faults.length > 0) items.push({ value: null, original, faults });
  }
  return { kind: 'read', items, replies };
}

function itemOf({ reviewId, authorName }: Review, comment: UserComment): unknown {
  // The store joins the title and the body of a review by a tab; without a title the text begins with one.
  const words = comment.originalText?.trim() ? comment.originalText : comment.text;
  const [title, ...body] = words.includes('\t') ? words.split('\t') : ['', words];
  const at = timeOf(comment.lastModified);
  return {
    externalId: reviewId,
    ...(title?.trim() ? { title: title.trim() } : {}),
    text: body.join('\t').trim(),
    occurredAt: at,
    updatedAt: at,
    rating: { stars: comment.starRating },
    ...(authorName ? { author: { name: authorName } } : {}),
    ...(comment.reviewerLanguage ? { language: comment.reviewerLanguage } : {}),
    ...(comment.thumbsUpCount === undefined ? {} : { engagement: { likes: comment.thumbsUpCount } }),
    attributes: attributesOf(comment),
  };
}

function attributesOf(comment: UserComment): Record<string, string | number> {
  const { device, androidOsVersion, appVersionCode, appVersionName } = comment;
  const given = { device, androidOsVersion, appVersionCode, appVersionName };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The developer's answers; an edited answer is a reply of its own, and one that was taken back has no words. */
function answersIn({ reviewId, comments }: Review): { answers: FormatReply[]; faults: Fault[] } {
  const answers: FormatReply[] = [];
  const faults: Fault[] = [];
  for (const [at, { developerComment }] of comments.entries()) {
    const answer = developerCommentSchema.optional().safeParse(developerComment);
    const path = `comments.${at}.developerComment`;
    if (!answer.success) faults.push(...faultsOf(answer.error).map((f) => ({ ...f, path: `${path}.${f.path}` })));
    else if (answer.data && answer.data.text.trim() !== '') {
      const repliedAt = timeOf(answer.data.lastModified);
      const by = { id: 'google-play-developer' };
      answers.push({ value: { externalId: reviewId, replyId: repliedAt, text: answer.data.text, repliedAt, by } });
    }
  }
  return { answers, faults };
}

/** The moment of a timestamp, in ISO 8601. */
export function timeOf({ seconds, nanos = 0 }: Timestamp): string {
  return new Date(Number(seconds) * 1_000 + Math.floor(nanos / 1_000_000)).toISOString();
}
