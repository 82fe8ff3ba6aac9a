import { readJsonPayload, type Sender, type Sent } from '@hearback/channel';
import { z } from 'zod';
import { troubleOf } from '../vendors/vendor-trouble';
import { appGalleryReviews } from '../formats/appgallery-reviews';
import { APPGALLERY_URL, askForReview, signInToAppGallery, type AppGallerySettings } from '../vendors/appgallery';
import { appGalleryPage, codeOf } from '../vendors/appgallery-page';
import { sentOf, unsendable } from './refused-reply';

// The store names no limit of its own; what it refuses becomes `failed` with its code.
const LONGEST_REPLY = 20_000;
const DEFAULT_LANGUAGES = { android: 'zh_CN', harmonyos: 'zh' };

/**
 * Answers a review, or what its customer added to it, in AppGallery. The store wants the country and language of the
 * review, so it is asked for first. `requestId` names the call, but the store does not promise to take it only once: an
 * unknown outcome is for a person.
 */
export const appGallerySender: Sender = {
  name: appGalleryReviews.name,
  baseUrl: APPGALLERY_URL,
  idempotent: false,
  send: async (reply, { access, http, now }) => {
    const refused = unsendable(reply, LONGEST_REPLY);
    if (refused) return refused;
    const gallery = await signInToAppGallery({ access, http, now });
    if (!gallery.ok) return sentOf(gallery.trouble);
    const [reviewId = '', toReplyId] = (reply.externalId ?? '').split('/');
    const review = await askForReview(reviewId, { gallery, http });
    const unread = troubleOf(review, now);
    if (unread) return sentOf(unread);
    const target = targetOf(review.body, gallery.settings);
    const answer = await http.request({
      method: 'POST',
      path: gallery.reviewsPath,
      headers: { ...gallery.headers, 'content-type': 'application/json', requestId: reply.replyId.replaceAll('-', '') },
      body: JSON.stringify({
        appId: gallery.settings.appId,
        reviewId,
        toReplyId,
        devReplyContent: reply.text,
        ...target,
      }),
    });
    const trouble = troubleOf(answer, now);
    return trouble ? sentOf(trouble) : sentWith(answer.body);
  },
};

const reviewSchema = z.looseObject({ countryCode: z.string().min(1).optional(), lang: z.string().min(1).optional() });

function targetOf(body: Buffer, settings: AppGallerySettings): { countryCode: string; lang: string } {
  const json = readJsonPayload(body);
  const page = appGalleryPage(json.ok ? json.value : undefined);
  const review = reviewSchema.safeParse(page.ok ? page.reviews[0] : undefined);
  const { countryCode, lang } = review.success ? review.data : {};
  return {
    countryCode: countryCode ?? settings.countries.slice(0, 2),
    lang: lang ?? settings.language ?? DEFAULT_LANGUAGES[settings.platform],
  };
}

const replySchema = z.looseObject({
  data: z.looseObject({ replyId: z.union([z.string(), z.number()]).transform(String) }),
});

/** Status 200 says nothing here; the code does. */
function sentWith(body: Buffer): Sent {
  const json = readJsonPayload(body);
  const code = json.ok ? codeOf(json.value) : undefined;
  if (code !== '0') return { kind: 'failed', reason: `refused: the store answered with code ${code ?? 'missing'}` };
  const reply = replySchema.safeParse(json.ok ? json.value : undefined);
  return { kind: 'delivered', ...(reply.success ? { externalReplyId: reply.data.data.replyId } : {}) };
}
