import type { Poller } from '@hearback/channel';
import { walkOn } from '../domain/review-walk';
import { googlePlayReviews } from '../formats/google-play-reviews';
import { GOOGLE_URL, signInToGoogle } from '../vendors/google-play';
import { nextAt } from './next-at';
import { polledOf, readReviewPage } from './read-review-page';

// Google lists what was written or edited in the last week; a day more costs nothing and covers its edge.
const LISTED_DAYS = 8;

/**
 * Google Play's reviews, as the service account sees them: newest first, a hundred at once. Ratings without words are not
 * listed, nor is anything older than a week: a source that stood still for longer has lost what came between.
 */
export const googlePlayPoller: Poller = {
  name: googlePlayReviews.name,
  baseUrl: GOOGLE_URL,
  account: ['packageName'],
  everySeconds: 600,
  poll: async ({ cursor, access, http, now }) => {
    const google = await signInToGoogle({ access, http, now });
    if (!google.ok) return polledOf(google.trouble);
    const walk = walkOn(cursor, now, LISTED_DAYS);
    const query = new URLSearchParams({ maxResults: '100', ...(walk.next === null ? {} : { token: walk.next }) });
    const path = `${google.appPath}/reviews?${query}`;
    const answer = await http.request({ method: 'GET', path, headers: google.headers });
    return readReviewPage({
      format: googlePlayReviews,
      walk,
      answer,
      settings: access.settings,
      now,
      nextOf: (body) => nextAt(body, ['tokenPagination', 'nextPageToken']),
    });
  },
};
