import type { Poller } from '@hearback/channel';
import { douyinComments } from '../formats/douyin-comments';
import { walkDouyinComments } from './douyin-list';
import { readAnswer } from './read-answer';

/** Comments on the bank's own videos, the first time all of them. Settings and credential: see walkDouyinComments. */
export const douyinCommentsPoller: Poller = {
  name: douyinComments.name,
  baseUrl: 'https://open.douyin.com',
  // Each video has a place of its own in the cursor.
  account: ['openId'],
  everySeconds: 300,
  poll: (input) =>
    walkDouyinComments(input, {
      beginsAt: () => 0,
      read: ({ answer, access }) => readAnswer(douyinComments, answer, access),
    }),
};
