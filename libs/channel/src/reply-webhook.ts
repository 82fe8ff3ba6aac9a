import type { Sender } from './sender';
import { signWebhook } from './domain/sign-webhook';

/** Its name in counters; no format is called so. */
export const REPLY_WEBHOOK = 'reply-webhook';

/**
 * The sender of every source with a `replyUrl`: posts the reply to the bank's own address, signed as Standard Webhooks are,
 * with the source's credential `replySecret`. `webhook-id` is the replyId: a receiver that keeps it sees each reply once.
 */
export const replyWebhook: Sender = {
  name: REPLY_WEBHOOK,
  baseUrl: '',
  idempotent: true,
  send: async (reply, { access, http, now }) => {
    const { replySecret } = access.credentials;
    if (!replySecret) return { kind: 'failed', reason: 'the source has no secret to sign replies with' };
    const { replyId, caseId, feedbackId, externalId, text, contact } = reply;
    const data = { replyId, caseId, feedbackId, externalId, text, contact };
    const body = JSON.stringify({ type: 'hearback.reply', timestamp: now.toISOString(), data });
    const headers = { 'content-type': 'application/json', ...signWebhook({ id: replyId, at: now, body }, replySecret) };
    const answer = await http.request({ method: 'POST', path: access.settings.replyUrl ?? '', headers, body });
    if (answer.status >= 200 && answer.status < 300)
      return {
        kind: 'delivered',
        ...(answer.headers['x-reply-id'] && { externalReplyId: answer.headers['x-reply-id'] }),
      };
    const why = `the receiver answered ${answer.status}`;
    if (answer.status === 429 || answer.status >= 500)
      return { kind: 'wait', seconds: Number(answer.headers['retry-after']) || 0, why };
    return { kind: 'failed', reason: why };
  },
};
