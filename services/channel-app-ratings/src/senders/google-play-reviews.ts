import type { Sender, Sent } from '@hearback/channel';
import { z } from 'zod';
import { troubleOf } from '../vendors/vendor-trouble';
import { googlePlayReviews, timeOf, timestampSchema } from '../formats/google-play-reviews';
import { GOOGLE_URL, signInToGoogle } from '../vendors/google-play';
import { sentOf, unsendable } from './refused-reply';

const LONGEST_REPLY = 350;

/**
 * Answers a review in Google Play. A review has one answer, and the same call sets it again, so it may be repeated. Its id
 * is the time it took effect, as the format has it, so that the poll sees no second reply in it.
 */
export const googlePlaySender: Sender = {
  name: googlePlayReviews.name,
  baseUrl: GOOGLE_URL,
  idempotent: true,
  send: async (reply, { access, http, now }) => {
    const refused = unsendable(reply, LONGEST_REPLY);
    if (refused) return refused;
    const google = await signInToGoogle({ access, http, now });
    if (!google.ok) return sentOf(google.trouble);
    const answer = await http.request({
      method: 'POST',
      path: `${google.appPath}/reviews/${encodeURIComponent(reply.externalId ?? '')}:reply`,
      headers: { ...google.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ replyText: reply.text }),
    });
    const trouble = troubleOf(answer, now);
    return trouble ? sentOf(trouble) : delivered(answer.body);
  },
};

const resultSchema = z.looseObject({ result: z.looseObject({ lastEdited: timestampSchema }) });

// Taken is taken, however the store words it.
function delivered(body: Buffer): Sent {
  try {
    const at = timeOf(resultSchema.parse(JSON.parse(body.toString('utf8'))).result.lastEdited);
    return { kind: 'delivered', externalReplyId: at, deliveredAt: at };
  } catch {
    return { kind: 'delivered' };
  }
}
