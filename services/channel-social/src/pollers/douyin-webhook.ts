import type { Poller } from '@hearback/channel';
import { DOUYIN_COMMENT_EVENT, douyinWebhook } from '../formats/douyin-webhook';
import { walkDouyinComments, type DouyinPage } from './douyin-list';
import { readPushes } from './read-answer';

const DAY_SECONDS = 86_400;

/**
 * The comments on the bank's own videos that Douyin's webhook left out, the first time those of a day. Settings and
 * credential: see walkDouyinComments. Answers under comments are not asked for: their list demands the device and the
 * address of the person who looks at it, which no service has.
 */
export const douyinWebhookPoller: Poller = {
  name: douyinWebhook.name,
  baseUrl: 'https://open.douyin.com',
  account: ['openId'],
  everySeconds: 900,
  onlyReconciles: true,
  poll: (input) =>
    walkDouyinComments(input, {
      beginsAt: (now) => Math.floor(now.getTime() / 1_000) - DAY_SECONDS,
      read: (page) => ({ ok: true, ...readPushes(douyinWebhook, pushesOf(page), page.access) }),
    }),
};

/** The events that the webhook would have told of these comments. */
function pushesOf({ comments, video }: DouyinPage): object[] {
  // A picture alone: refused anew in each round, it would hide what people can mend.
  const worded = comments.filter(({ content }) => typeof content !== 'string' || content.trim() !== '');
  return worded.map((comment) => ({
    event: DOUYIN_COMMENT_EVENT,
    content: { ...comment, reply_to_item_id: video },
  }));
}
