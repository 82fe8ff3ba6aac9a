import type { Poller } from '@hearback/channel';
import { appStoreConnectPoller } from './app-store-connect';
import { appStoreRssPoller } from './app-store-rss';
import { appGalleryPoller } from './appgallery-reviews';
import { googlePlayPoller } from './google-play-reviews';

/** Stores that are asked for what customers said there, each beside the format of its name. */
export const POLLERS: readonly Poller[] = [
  googlePlayPoller,
  appStoreConnectPoller,
  appStoreRssPoller,
  appGalleryPoller,
];
