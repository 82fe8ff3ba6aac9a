import {
  type OutgoingReply,
  readJsonPayload,
  type Sender,
  type Sent,
  type VendorAnswer,
  VendorUnreachable,
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
  knownForMs: 3_600_000,
  send: async (reply, { access, http, now }) => {
    const { token } = access.credentials;
    if (!token) return { kind: 'failed', reason: 'the credential token is missing' };
    if (!reply.externalId) return { kind: 'failed', reason: 'it is not known which status is answered' };
    const authorization = { authorization: `Bearer ${token}` };
    const path = `/api/v1/statuses/${encodeURIComponent(reply.externalId)}`;
    const author = await authorOf(() => http.request({ method: 'GET', path, headers: authorization }), now);
    if (!author.ok) return author.sent;
    const answer = await http.request({
      method: 'POST',
      path: '/api/v1/statuses',
      headers: { ...authorization, 'content-type': 'application/json', 'idempotency-key': reply.replyId },
      body: JSON.stringify(statusOf(reply, author.acct, access.settings.visibility)),
    });
    if (MAY_HAVE_TAKEN.includes(answer.status))
      throw new VendorUnreachable(`the server answered ${answer.status} and may have taken it`);
    return troubleOf(answer, now) ?? deliveredBy(answer);
  },
};

// As without an answer: made again only while the server knows the key.
const MAY_HAVE_TAKEN = [500, 502, 504];

const time = z.iso.datetime({ offset: true });
const sentSchema = z.looseObject({ id: vendorId, created_at: time.optional().catch(undefined) });
const askedSchema = z.looseObject({ account: z.looseObject({ acct: z.string().min(1) }) });

type Author = { ok: true; acct: string } | { ok: false; sent: Sent };

/** Whom the reply must mention. Nothing was sent yet, so a server that is away is tried again. */
async function authorOf(ask: () => Promise<VendorAnswer>, now: Date): Promise<Author> {
  try {
    const answer = await ask();
    const trouble = troubleOf(answer, now);
    if (trouble) return { ok: false, sent: trouble };
    const json = readJsonPayload(answer.body);
    const status = askedSchema.safeParse(json.ok ? json.value : undefined);
    if (status.success) return { ok: true, acct: status.data.account.acct };
    return { ok: false, sent: { kind: 'failed', reason: 'the server does not say whose status is answered' } };
  } catch (error) {
    if (!(error instanceof VendorUnreachable)) throw error;
    return { ok: false, sent: { kind: 'wait', seconds: 0, why: error.message } };
  }
}

function statusOf({ text, externalId }: OutgoingReply, acct: string, visibility: string | undefined) {
  return {
    status: mentions(text, acct) ? text : `@${acct} ${text}`,
    in_reply_to_id: externalId,
    visibility: visibility === 'unlisted' ? 'unlisted' : 'public',
  };
}

/** The whole of the name: who mentions @wang@other.example has not mentioned @wang. */
function mentions(text: string, acct: string): boolean {
  const named = text.match(/@[\w.-]+(?:@[\w.-]+)?/g) ?? [];
  return named.some((name) => name.replace(/[.-]+$/, '').toLowerCase() === `@${acct.toLowerCase()}`);
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
  return {
    kind: 'delivered',
    externalReplyId: id,
    ...(deliveredAt ? { deliveredAt: new Date(deliveredAt).toISOString() } : {}),
  };
}
