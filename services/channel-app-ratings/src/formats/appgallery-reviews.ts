import { faultsOf, readJsonPayload, type Format, type FormatItem, type FormatReply } from '@hearback/channel';
import { z } from 'zod';
import { given } from '../domain/given';
import { accountText, appGalleryPage } from '../vendors/appgallery-page';

/**
 * A page of AppGallery Connect's reviews, or one review in detail; both with the replies under it. Numbers come as strings
 * with some accounts and as numbers with others. A customer may write again under the developer's answer: that is a
 * feedback of its own, in reply to the review.
 */
export const appGalleryReviews: Format = {
  name: 'appgallery-reviews',
  version: 2,
  contentTypes: ['application/json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const page = appGalleryPage(json.value);
    if (!page.ok) return { kind: 'refused', faults: page.faults };
    if (page.reviews.length === 0) return { kind: 'ignored', why: 'a page without reviews' };
    const readings = page.reviews.map(readReview);
    return {
      kind: 'read',
      items: readings.flatMap(({ items }) => items),
      replies: readings.flatMap(({ replies }) => replies),
    };
  },
};

/** Who wrote a reply: the developer, or a customer who goes on. */
const REPLY_FROM = { developer: '1', customer: '2' } as const;

const millisSchema = accountText.refine((millis) => /^\d{12,14}$/.test(millis), 'expected milliseconds since 1970');
const reviewSchema = z.looseObject({
  reviewId: accountText.refine((id) => id !== '', 'expected an id'),
  rating: accountText.refine((stars) => /^[1-5]$/.test(stars), 'expected stars from 1 to 5'),
  content: z.string().nullish(),
  title: z.string().nullish(),
  dateline: millisSchema,
  updateTime: millisSchema.nullish(),
  nickName: z.string().nullish(),
  lang: z.string().nullish(),
  countryCode: z.string().nullish(),
  versionName: accountText.nullish(),
  phoneName: z.string().nullish(),
  replyList: z.array(z.unknown()).nullish(),
});
type Review = z.output<typeof reviewSchema>;
const replySchema = z.looseObject({
  replyId: accountText,
  replyType: accountText.pipe(z.enum(REPLY_FROM)),
  content: z.string().nullish(),
  dateline: millisSchema,
  nickName: z.string().nullish(),
});
type Reply = z.output<typeof replySchema>;

interface Reading {
  items: FormatItem[];
  replies: FormatReply[];
}

function readReview(value: unknown): Reading {
  const original = pageOf(value);
  const review = reviewSchema.safeParse(value);
  if (!review.success) return { items: [{ value: null, original, faults: faultsOf(review.error) }], replies: [] };
  const reading: Reading = { items: [{ value: itemOf(review.data), original }], replies: [] };
  for (const reply of review.data.replyList ?? []) takeReply(reading, review.data, reply);
  return reading;
}

/** A page of its own, so that what was refused can be read again. */
function pageOf(review: unknown): Buffer {
  return Buffer.from(JSON.stringify({ rtnCode: 0, data: [review] }));
}

function takeReply(reading: Reading, review: Review, value: unknown): void {
  const reply = replySchema.safeParse(value);
  const original = pageOf({ ...review, replyList: [value] });
  if (!reply.success) {
    // What nobody can attribute is neither believed to be the bank's answer nor lost.
    const faults = faultsOf(reply.error).map((fault) => ({ ...fault, path: `replyList.${fault.path}` }));
    reading.items.push({ value: null, original, faults });
    return;
  }
  const text = reply.data.content?.trim() ?? '';
  // What was taken back stands there without words.
  if (text === '') return;
  if (reply.data.replyType === REPLY_FROM.developer)
    reading.replies.push({ value: answerOf(review, reply.data, text) });
  else reading.items.push({ value: followUpOf(review, reply.data, text), original });
}

function itemOf(review: Review): unknown {
  const at = timeOf(review.dateline);
  return given({
    externalId: review.reviewId,
    title: review.title?.trim() || undefined,
    text: review.content?.trim() ?? '',
    rating: { stars: Number(review.rating) },
    occurredAt: at,
    updatedAt: review.updateTime ? timeOf(review.updateTime) : at,
    author: review.nickName ? { name: review.nickName } : undefined,
    // AppGallery writes zh_CN where BCP 47 writes zh-CN.
    language: review.lang?.replace('_', '-') || undefined,
    region: review.countryCode || undefined,
    attributes: given({ appVersion: review.versionName, device: review.phoneName }),
  });
}

function answerOf(review: Review, reply: Reply, text: string): unknown {
  const by = { id: 'appgallery-developer', ...(reply.nickName ? { name: reply.nickName } : {}) };
  const repliedAt = timeOf(reply.dateline);
  return { externalId: review.reviewId, replyId: reply.replyId, text, repliedAt, by };
}

// Without stars: they were given once, with the review.
function followUpOf(review: Review, reply: Reply, text: string): unknown {
  const name = reply.nickName ?? review.nickName;
  return given({
    externalId: `${review.reviewId}/${reply.replyId}`,
    inReplyTo: review.reviewId,
    text,
    occurredAt: timeOf(reply.dateline),
    author: name ? { name } : undefined,
    region: review.countryCode || undefined,
  });
}

function timeOf(millis: string): string {
  return new Date(Number(millis)).toISOString();
}
