import type { Sender } from '@hearback/channel';
import { mastodonSender } from './mastodon';

/** Every vendor of this channel through which replies go out. */
export const SENDERS: readonly Sender[] = [mastodonSender];
