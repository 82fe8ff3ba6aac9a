import type { Sender, Sent } from '@hearback/channel';
import { z } from 'zod';
import { troubleOf } from '../vendors/vendor-trouble';
import { appStoreConnect, responseName } from '../formats/app-store-connect';
import { APP_STORE_CONNECT_URL, signInToAppStore } from '../vendors/app-store-connect';
import { sentOf, unsendable } from './refused-reply';

const LONGEST_REPLY = 5_970;

/**
 * Answers a review in the App Store. A review has one answer, and the same call replaces it, so it may be repeated. The
 * store shows it after a while; taken by the store counts as delivered, because nothing tells of the showing.
 */
export const appStoreConnectSender: Sender = {
  name: appStoreConnect.name,
  baseUrl: APP_STORE_CONNECT_URL,
  idempotent: true,
  send: async (reply, { access, http, now }) => {
    const refused = unsendable(reply, LONGEST_REPLY);
    if (refused) return refused;
    const appStore = signInToAppStore(access, now);
    if (!appStore.ok) return sentOf({ kind: 'failed', why: appStore.why, status: 0 });
    const answer = await http.request({
      method: 'POST',
      path: '/v1/customerReviewResponses',
      headers: { ...appStore.headers, 'content-type': 'application/json' },
      body: JSON.stringify(requestOf(reply.externalId ?? '', reply.text)),
    });
    const trouble = troubleOf(answer, now);
    return trouble ? sentOf(trouble) : delivered(answer.body, reply.text);
  },
};

function requestOf(reviewId: string, text: string) {
  return {
    data: {
      type: 'customerReviewResponses',
      attributes: { responseBody: text },
      relationships: { review: { data: { type: 'customerReviews', id: reviewId } } },
    },
  };
}

const answerSchema = z.looseObject({
  data: z.looseObject({
    id: z.string(),
    attributes: z.looseObject({ lastModifiedDate: z.iso.datetime({ offset: true }) }),
  }),
});

function delivered(body: Buffer, text: string): Sent {
  try {
    const { id, attributes } = answerSchema.parse(JSON.parse(body.toString('utf8'))).data;
    const deliveredAt = new Date(attributes.lastModifiedDate).toISOString();
    return { kind: 'delivered', externalReplyId: responseName(id, text), deliveredAt };
  } catch {
    return { kind: 'delivered' };
  }
}
