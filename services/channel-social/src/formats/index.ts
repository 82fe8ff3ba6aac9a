import type { Format } from '@hearback/channel';
import { complaintSite } from './complaint-site';
import { douyinComments } from './douyin-comments';
import { douyinWebhook } from './douyin-webhook';
import { mastodonStatus } from './mastodon-status';
import { meltwater } from './meltwater';
import { metaComments } from './meta-comments';
import { rssAtom } from './rss-atom';
import { weibo } from './weibo';
import { xFilteredStream } from './x-filtered-stream';
import { youscan } from './youscan';

/** Every outside format that this channel understands. A new one is its own file beside this, and a name in this list. */
export const FORMATS: readonly Format[] = [
  mastodonStatus,
  xFilteredStream,
  weibo,
  douyinComments,
  douyinWebhook,
  metaComments,
  rssAtom,
  meltwater,
  youscan,
  complaintSite,
];
