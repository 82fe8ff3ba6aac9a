import type { Poller } from '@hearback/channel';
import { walkOn } from '../domain/review-walk';
import { appStoreConnect } from '../formats/app-store-connect';
import { APP_STORE_CONNECT_URL, signInToAppStore } from '../vendors/app-store-connect';
import { nextAt } from './next-at';
import { lookBackDaysOf, readReviewPage } from './read-review-page';

const LONGEST_LOOK_BACK_DAYS = 365;

/** Customer reviews of an app in App Store Connect with the developer's answers, newest first. */
export const appStoreConnectPoller: Poller = {
  name: appStoreConnect.name,
  baseUrl: APP_STORE_CONNECT_URL,
  account: ['appId'],
  everySeconds: 600,
  poll: async ({ cursor, access, http, now }) => {
    const appStore = signInToAppStore(access, now);
    if (!appStore.ok) return { kind: 'failed', why: appStore.why };
    const walk = walkOn(cursor, now, lookBackDaysOf(access.settings, LONGEST_LOOK_BACK_DAYS));
    const path = walk.next ?? firstPage(appStore.appId);
    const answer = await http.request({ method: 'GET', path, headers: appStore.headers });
    return readReviewPage({ format: appStoreConnect, walk, answer, settings: access.settings, now, nextOf });
  },
};

function firstPage(appId: string): string {
  const query = new URLSearchParams({
    sort: '-createdDate',
    include: 'response',
    limit: '200',
    'fields[customerReviews]': 'rating,title,body,reviewerNickname,createdDate,territory,response',
    'fields[customerReviewResponses]': 'responseBody,lastModifiedDate,state,review',
  });
  return `/v1/apps/${appId}/customerReviews?${query}`;
}

// Apple names the next page by its whole address; only what follows the host may be believed, because a proxy may stand between.
function nextOf(body: Buffer): string | null {
  const next = nextAt(body, ['links', 'next']);
  if (next === null || !URL.canParse(next, APP_STORE_CONNECT_URL)) return null;
  const { pathname, search } = new URL(next, APP_STORE_CONNECT_URL);
  return pathname + search;
}
