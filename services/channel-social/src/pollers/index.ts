import type { Poller } from '@hearback/channel';
import { douyinCommentsPoller } from './douyin-comments';
import { douyinWebhookPoller } from './douyin-webhook';
import { mastodonPoller } from './mastodon';
import { meltwaterPoller } from './meltwater';
import { metaCommentsPoller } from './meta-comments';
import { rssAtomPoller } from './rss-atom';
import { weiboPoller } from './weibo';
import { xFilteredStreamPoller } from './x-filtered-stream';
import { youscanPoller } from './youscan';

/** Every vendor of this channel that is asked. */
export const POLLERS: readonly Poller[] = [
  mastodonPoller,
  weiboPoller,
  douyinCommentsPoller,
  rssAtomPoller,
  xFilteredStreamPoller,
  metaCommentsPoller,
  douyinWebhookPoller,
  meltwaterPoller,
  youscanPoller,
];
