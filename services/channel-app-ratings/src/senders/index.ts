import type { Sender } from '@hearback/channel';
import { appStoreConnectSender } from './app-store-connect';
import { appGallerySender } from './appgallery-reviews';
import { googlePlaySender } from './google-play-reviews';

/** Stores through which replies go out, each beside the format of its name. */
export const SENDERS: readonly Sender[] = [googlePlaySender, appStoreConnectSender, appGallerySender];
