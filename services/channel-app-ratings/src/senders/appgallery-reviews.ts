import { readJsonPayload, VendorUnreachable, type Sender, type Sent } from '@hearback/channel';
import { z } from 'zod';
import { troubleOf } from '../vendors/vendor-trouble';
import { appGalleryReviews } from '../formats/appgallery-reviews';
import {
  APPGALLERY_URL,
  askForReview,
  signInToAppGallery,
  type AppGallerySettings,
  type SignedIn,
} from '../vendors/appgallery';
import { appGalleryPage, codeOf } from '../vendors/appgallery-page';
import { sentOf, unsendable } from './refused-reply';

// The store names no limit of its own; what it refuses becomes `failed` with its code.
const LONGEST_REPLY = 20_000;
const DEFAULT_LANGUAGES = { android: 'zh_CN', harmonyos: 'zh' };

/**
 * Answers a review, or what its customer added to it, in AppGallery. The store wants the country and language of the
 * review, so it is asked for first. `requestId` names the call, but the store does not promise to take it only once: an
 * unknown outcome is for a person, and nothing before the call itself is one.
 */
export const appGallerySender: Sender = {
  name: appGalleryReviews.name,
  baseUrl: APPGALLERY_URL,
  idempotent: false,
  send: async (reply, io) => {
    const refused = unsendable(reply, LONGEST_REPLY);
    if (refused) return refused;
    const [reviewId = '', toReplyId] = (reply.externalId ?? '').split('/');
    const ready = await askFirst(reviewId, io);
    if (!ready.ok) return ready.sent;
    const { gallery, target } = ready;
    const answer = await io.http.request({
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
    if (MAY_HAVE_TAKEN.includes(answer.status))
      throw new VendorUnreachable(`the store answered ${answer.status} and may have taken it`);
    const trouble = troubleOf(answer, io.now);
    return trouble ? sentOf(trouble) : sentWith(answer.body);
  },
};

// Of a gateway or half-way through: who sends the same again may answer the customer twice.
const MAY_HAVE_TAKEN = [408, 500, 502, 504];

type SendIo = Parameters<Sender['send']>[1];
type Ready = { ok: true; gallery: SignedIn; target: { countryCode: string; lang: string } } | { ok: false; sent: Sent };

/** Signs in and asks for the review. Nothing was sent yet, so a store that is away is tried again. */
async function askFirst(reviewId: string, io: SendIo): Promise<Ready> {
  try {
    const gallery = await signInToAppGallery(io);
    if (!gallery.ok) return { ok: false, sent: sentOf(gallery.trouble) };
    const review = await askForReview(reviewId, { gallery, http: io.http });
    const unread = troubleOf(review, io.now);
    if (unread) return { ok: false, sent: sentOf(unread) };
    return { ok: true, gallery, target: targetOf(review.body, gallery.settings) };
  } catch (error) {
    if (!(error instanceof VendorUnreachable)) throw error;
    return { ok: false, sent: { kind: 'wait', seconds: 0, why: error.message } };
  }
}

const told = z.string().min(1).optional().catch(undefined);
const reviewSchema = z.looseObject({ countryCode: told, lang: told });

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
