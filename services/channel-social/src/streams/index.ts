import type { VendorStream } from '@hearback/channel';
import { mastodonStream } from './mastodon';
import { xStream } from './x';

/** Every vendor of this channel that is listened to. */
export const STREAMS: readonly VendorStream[] = [mastodonStream, xStream];
