import type { Poller, Polled } from '@hearback/channel';
import { z } from 'zod';
import { readAccess } from '../vendors/read-access';
import { afterPage, walkOn, type ReviewWalk } from '../domain/review-walk';
import { appStoreRss, FEED_COUNTRY } from '../formats/app-store-rss';
import { lookBackDaysOf, readReviewPage } from './read-review-page';

const PAGES = 10;
const LONGEST_LOOK_BACK_DAYS = 365;

const accessSchema = z.object({
  settings: z.object({
    appId: z.string().regex(/^\d+$/, 'expected the number of the app'),
    country: z
      .string()
      .regex(/^[a-z]{2}$/, 'expected a code such as cn')
      .default(FEED_COUNTRY),
  }),
  credentials: z.object({}),
});

/**
 * The App Store's public feed of one country: ten pages of fifty, newest first, without sign-in and without the developer's
 * answers. When more than five hundred reviews come between two polls the oldest of them are not listed any more; App Store
 * Connect has no such limit.
 */
export const appStoreRssPoller: Poller = {
  name: appStoreRss.name,
  baseUrl: 'https://itunes.apple.com',
  everySeconds: 900,
  poll: async ({ cursor, access, http, now }) => {
    const given = readAccess(accessSchema, access);
    if (!given.ok) return { kind: 'failed', why: given.why };
    const { appId, country } = given.value.settings;
    const walk = walkOn(cursor, now, lookBackDaysOf(access.settings, LONGEST_LOOK_BACK_DAYS));
    const number = pageNumber(walk);
    const path = `/${country}/rss/customerreviews/page=${number}/id=${appId}/sortby=mostrecent/json`;
    const answer = await http.request({ method: 'GET', path });
    // Beyond its last page the feed refuses instead of being empty.
    if (number > 1 && [400, 403, 404].includes(answer.status)) return end(walk);
    const settings = { ...access.settings, country };
    const polled = readReviewPage({ format: appStoreRss, walk, answer, settings, now, nextOf: () => next(number) });
    return polled.kind === 'page' && polled.items.length === 0 ? end(walk) : polled;
  },
};

function pageNumber({ next }: ReviewWalk): number {
  const number = Number(next ?? '1');
  return Number.isInteger(number) && number >= 1 && number <= PAGES ? number : 1;
}

function next(number: number): string | null {
  return number < PAGES ? String(number + 1) : null;
}

function end(walk: ReviewWalk): Polled {
  const { cursor, more } = afterPage(walk, { items: [], next: null });
  return { kind: 'page', items: [], cursor, more };
}
