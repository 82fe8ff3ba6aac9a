import type { Format } from '@hearback/channel';
import { appStoreConnect } from './app-store-connect';
import { appStoreRss } from './app-store-rss';
import { appGalleryReviews } from './appgallery-reviews';
import { googlePlayReviews } from './google-play-reviews';
import { inAppRating } from './in-app-rating';

/** Every outside format that this channel understands. A new one is its own file beside this, and a name in this list. */
export const FORMATS: readonly Format[] = [
  inAppRating,
  googlePlayReviews,
  appStoreConnect,
  appStoreRss,
  appGalleryReviews,
];
