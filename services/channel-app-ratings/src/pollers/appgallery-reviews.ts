import { readJsonPayload, type Poller, type VendorAnswer, type VendorHttp } from '@hearback/channel';
import { z } from 'zod';
import { walkOn, type ReviewWalk } from '../domain/review-walk';
import { appGalleryReviews } from '../formats/appgallery-reviews';
import {
  APPGALLERY_URL,
  askForReview,
  signInToAppGallery,
  type AppGallerySettings,
  type SignedIn,
} from '../vendors/appgallery';
import { accountText, appGalleryPage } from '../vendors/appgallery-page';
import { lookBackDaysOf, polledOf, readReviewPage } from './read-review-page';

const PAGE_SIZE = 100;
// The vendor refuses windows of more than six months.
const LONGEST_LOOK_BACK_DAYS = 180;
const DAY_MS = 86_400_000;

/**
 * Reviews of an app in AppGallery Connect, in windows of time. The list tells that a review was answered and not how, so
 * that answered ones are asked for one by one.
 */
export const appGalleryPoller: Poller = {
  name: appGalleryReviews.name,
  baseUrl: APPGALLERY_URL,
  account: ['appId', 'platform', 'countries'],
  everySeconds: 600,
  poll: async ({ cursor, access, http, now }) => {
    const gallery = await signInToAppGallery({ access, http, now });
    if (!gallery.ok) return polledOf(gallery.trouble);
    const walk = walkOn(cursor, now, lookBackDaysOf(access.settings, LONGEST_LOOK_BACK_DAYS));
    const number = Number(walk.next ?? '1') || 1;
    const path = `${gallery.reviewsPath}?${windowOf(walk, gallery.settings, number)}`;
    const answer = await http.request({ method: 'GET', path, headers: gallery.headers });
    const { settings } = access;
    const nextOf = (body: Buffer) => nextPage(body, number);
    const polled = readReviewPage({ format: appGalleryReviews, walk, answer, settings, now, nextOf });
    if (polled.kind !== 'page') return polled;
    const threads = await readThreads(answeredIn(answer), { gallery, http });
    const readings = threads.map((body) => appGalleryReviews.read(body));
    const read = readings.filter((reading) => reading.kind === 'read');
    return {
      ...polled,
      items: [...polled.items, ...read.flatMap(({ items }) => items)],
      replies: [...(polled.replies ?? []), ...read.flatMap(({ replies }) => replies ?? [])],
    };
  },
};

function windowOf(walk: ReviewWalk, settings: AppGallerySettings, number: number): URLSearchParams {
  const end = Date.parse(walk.startedAt);
  const begin = Math.max(Date.parse(walk.until), end - LONGEST_LOOK_BACK_DAYS * DAY_MS);
  return new URLSearchParams({
    appId: settings.appId,
    beginTime: String(begin),
    endTime: String(end),
    countries: settings.countries,
    sort: '0',
    page: String(number),
    limit: String(PAGE_SIZE),
  });
}

function nextPage(body: Buffer, number: number): string | null {
  const json = readJsonPayload(body);
  const page = appGalleryPage(json.ok ? json.value : undefined);
  if (!page.ok || page.reviews.length === 0) return null;
  const more = page.hasNext ?? (page.total !== null && page.total > number * PAGE_SIZE);
  return more ? String(number + 1) : null;
}

const answeredSchema = z.looseObject({
  reviewId: accountText,
  devReplyState: accountText.refine((state) => state !== '0'),
  replyList: z.undefined().optional(),
});

/** Ids of the reviews of a page whose replies the list does not hold. */
function answeredIn({ body }: VendorAnswer): string[] {
  const json = readJsonPayload(body);
  const page = appGalleryPage(json.ok ? json.value : undefined);
  return (page.ok ? page.reviews : []).flatMap((review) => {
    const answered = answeredSchema.safeParse(review);
    return answered.success ? [answered.data.reviewId] : [];
  });
}

// What customers said goes before what was answered: when the vendor has had enough, the page is taken without the rest of
// its replies, and the next full round asks for them again.
async function readThreads(
  reviewIds: readonly string[],
  { gallery, http }: { gallery: SignedIn; http: VendorHttp },
): Promise<Buffer[]> {
  const threads: Buffer[] = [];
  for (const reviewId of reviewIds) {
    const answer = await askForReview(reviewId, { gallery, http });
    if (answer.status === 404) continue;
    if (answer.status >= 400) break;
    threads.push(answer.body);
  }
  return threads;
}
