import {
  type OutgoingReply,
  readJsonPayload,
  type Sender,
  type Sent,
  type VendorAnswer,
  vendorTrouble,
} from '@hearback/channel';
import { z } from 'zod';
import { mastodonStatus } from '../formats/mastodon-status';
import { vendorId } from '../formats/vendor-fields';

/**
 * Answers a status in public. Credential: `token`, with the right to write statuses; setting: `visibility` (`public`,
 * `unlisted`). The author is asked for first, because only a mention reaches them. A server knows an `Idempotency-Key` for
 * an hour: within it the same call twice is one status.
 */
export const mastodonSender: Sender = {
  name: mastodonStatus.name,
  baseUrl: 'https://mastodon.social',
  idempotent: true,
  send: async (reply, { access, http, now }) => {
    const { token } = access.credentials;
    if (!token) return { kind: 'failed', reason: 'the credential token is missing' };
    if (!reply.externalId) return { kind: 'failed', reason: 'it is not known which status is answered' };
    const authorization = { authorization: `Bearer ${token}` };
    const path = `/api/v1/statuses/${encodeURIComponent(reply.externalId)}`;
    const asked = await http.request({ method: 'GET', path, headers: authorization });
    const trouble = troubleOf(asked, now);
    if (trouble) return trouble;
    const answer = await http.request({
      method: 'POST',
      path: '/api/v1/statuses',
      headers: { ...authorization, 'content-type': 'application/json', 'idempotency-key': reply.replyId },
      body: JSON.stringify(statusOf(reply, acctOf(asked), access.settings.visibility)),
    });
    return troubleOf(answer, now) ?? deliveredBy(answer);
  },
};

const sentSchema = z.looseObject({ id: vendorId, created_at: z.string().optional() });
const askedSchema = z.looseObject({ account: z.looseObject({ acct: z.string() }) });

function acctOf(answer: VendorAnswer): string | undefined {
  const json = readJsonPayload(answer.body);
  const status = json.ok ? askedSchema.safeParse(json.value) : undefined;
  return status?.success ? status.data.account.acct : undefined;
}

function statusOf({ text, externalId }: OutgoingReply, acct: string | undefined, visibility: string | undefined) {
  const mentioned = acct === undefined || text.toLowerCase().includes(`@${acct.toLowerCase()}`);
  return {
    status: mentioned ? text : `@${acct} ${text}`,
    in_reply_to_id: externalId,
    visibility: visibility === 'unlisted' ? 'unlisted' : 'public',
  };
}

function troubleOf(answer: VendorAnswer, now: Date): Sent | undefined {
  if (answer.status === 404) return { kind: 'failed', reason: 'the status is gone' };
  if (answer.status === 422)
    return { kind: 'failed', reason: 'the server does not take this text; it may be too long' };
  const trouble = vendorTrouble(answer, now);
  return trouble?.kind === 'failed' ? { kind: 'failed', reason: trouble.why } : trouble;
}

function deliveredBy(answer: VendorAnswer): Sent {
  const json = readJsonPayload(answer.body);
  const sent = json.ok ? sentSchema.safeParse(json.value) : undefined;
  if (!sent?.success) return { kind: 'delivered' };
  const { id, created_at: deliveredAt } = sent.data;
  return { kind: 'delivered', externalReplyId: id, ...(deliveredAt ? { deliveredAt } : {}) };
}
