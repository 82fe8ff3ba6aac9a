import type { VendorStream } from '@hearback/channel';
import { xFilteredStream } from '../formats/x-filtered-stream';
import { WANTED_OF_X } from '../pollers/x-filtered-stream';
import { dropXRule, keepXRule } from './x-rule';

/**
 * X's filtered stream as lines, by the app's bearer token (credential `token`); the rule is the setting `rule`, else people
 * make rules at X. A blank line comes every 20 s. With the setting `backfillMinutes` (1 to 5, where X has sold it) each connection begins with what was said so
 * long before, under the same ids; what was missed beyond that the poller finds, with `reconcile`.
 */
export const xStream: VendorStream = {
  name: xFilteredStream.name,
  baseUrl: 'https://api.x.com',
  framing: 'lines',
  silenceSeconds: 30,
  prepare: keepXRule,
  release: dropXRule,
  calls: ({ settings, credentials: { token } }) => {
    if (!token) return { kind: 'failed', why: 'the credential token is missing' };
    const { backfillMinutes: minutes } = settings;
    if (minutes !== undefined && !/^[1-5]$/.test(minutes))
      return { kind: 'failed', why: 'the setting backfillMinutes is not 1 to 5' };
    const query = new URLSearchParams({
      ...WANTED_OF_X,
      ...(minutes === undefined ? {} : { backfill_minutes: minutes }),
    });
    const headers = { authorization: `Bearer ${token}` };
    return { kind: 'calls', calls: [{ path: `/2/tweets/search/stream?${query.toString()}`, headers }] };
  },
};
