import type { VendorStream } from '@hearback/channel';
import { mastodonStatus } from '../formats/mastodon-status';
import { listsOf } from '../pollers/mastodon';

/**
 * The streaming API by server-sent events, one connection for each list that the poller asks: new statuses, edits and
 * deletions of hashtags (`update`, `status.update`, `delete`), and mentions (`notification`). Servers do not tell of edits and
 * deletions of mentions. A sign of life comes every 15 s. What was missed the poller finds, but for edits and deletions.
 */
export const mastodonStream: VendorStream = {
  name: mastodonStatus.name,
  baseUrl: 'https://mastodon.social',
  framing: 'server-sent-events',
  silenceSeconds: 45,
  calls: ({ settings, credentials: { token } }) => {
    const lists = listsOf(settings);
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    if (lists.length === 0) return { kind: 'failed', why: 'neither mentions nor hashtags are to be read' };
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    return { kind: 'calls', calls: lists.map((list) => ({ path: pathOf(list), headers })) };
  },
};

function pathOf(list: string): string {
  if (list === 'mentions') return '/api/v1/streaming/user/notification';
  return `/api/v1/streaming/hashtag?tag=${encodeURIComponent(list.slice(1))}`;
}
