import type { VendorStream } from '@hearback/channel';
import { xFilteredStream } from '../formats/x-filtered-stream';

/**
 * X's filtered stream as lines, by the app's bearer token (credential `token`); its rules are made at X. A blank line comes
 * every 20 s. With the setting `backfillMinutes` (1 to 5, where X has sold it) each connection begins with what was said so
 * long before, under the same ids; anything missed beyond that is not asked for.
 */
export const xStream: VendorStream = {
  name: xFilteredStream.name,
  baseUrl: 'https://api.x.com',
  framing: 'lines',
  silenceSeconds: 30,
  calls: ({ settings, credentials: { token } }) => {
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    const { backfillMinutes: minutes } = settings;
    if (minutes !== undefined && !/^[1-5]$/.test(minutes))
      return { kind: 'failed', why: 'the setting backfillMinutes is not 1 to 5' };
    const query = new URLSearchParams({ ...WANTED, ...(minutes === undefined ? {} : { backfill_minutes: minutes }) });
    const headers = { authorization: `Bearer ${token}` };
    return { kind: 'calls', calls: [{ path: `/2/tweets/search/stream?${query.toString()}`, headers }] };
  },
};

/** Everything that the format reads; X gives the id and the text alone otherwise. */
const WANTED = {
  'tweet.fields': 'author_id,created_at,edit_history_tweet_ids,lang,note_tweet,public_metrics,referenced_tweets',
  'user.fields': 'name,public_metrics,username',
  expansions: 'author_id,referenced_tweets.id',
};
