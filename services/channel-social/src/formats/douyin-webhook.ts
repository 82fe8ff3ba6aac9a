import { createHash } from 'node:crypto';
import { faultsOf, readJsonPayload, sameSignature, type Fault, type Format, type HookRequest } from '@hearback/channel';
import { z } from 'zod';
import { douyinCommentSchema, sayDouyinComment } from './douyin-comment';
import { readEach } from './read-each';

/** The event that tells of a comment; all others are ignored. */
export const DOUYIN_COMMENT_EVENT = 'item_comment_reply';

/**
 * Douyin's webhook. `content` is an object or JSON inside a string. Deliveries of one event share a `Msg-Id`; the comment's
 * own id already makes them one feedback. The signature is no HMAC: SHA-1 over the secret followed by the bytes.
 */
export const douyinWebhook: Format = {
  name: 'douyin-webhook',
  version: 1,
  contentTypes: ['application/json'],
  // It waits 5 seconds for 200 and tries three times.
  thanks: { status: 200, contentType: 'application/json', body: '{"err_no":0}' },
  handshake: (request, secrets) => {
    if (request.method !== 'POST') return undefined;
    const challenge = challengeOf(request.rawBody);
    if (challenge === undefined) return undefined;
    const signed = request.headers['x-douyin-signature'] === undefined || secrets.some((s) => isSigned(request, s));
    if (!signed) return { status: 401, contentType: 'application/json', body: '{"err_no":1}' };
    return { status: 200, contentType: 'application/json', body: JSON.stringify({ challenge }) };
  },
  verify: isSigned,
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const call = callSchema.safeParse(json.value);
    if (!call.success) return { kind: 'refused', faults: faultsOf(call.error) };
    if (call.data.event !== DOUYIN_COMMENT_EVENT)
      return { kind: 'ignored', why: 'tells of something else than a comment' };
    const content = contentOf(call.data.content);
    if (!content.ok) return { kind: 'refused', faults: [{ ...content.fault, path: 'content' }] };
    // The account that commented stands around the content in some deliveries only.
    const comment = { comment_user_id: call.data.from_user_id, ...content.value };
    const parsed = douyinCommentSchema.safeParse(comment);
    if (!parsed.success) return { kind: 'refused', faults: faultsOf(parsed.error).map(inContent) };
    return readEach({
      elements: [comment],
      schema: douyinCommentSchema,
      say: (given) => sayDouyinComment(given, context),
      alone: () => json.value,
    });
  },
};

const callSchema = z.looseObject({
  event: z.string(),
  from_user_id: z.string().optional(),
  content: z.union([z.string(), z.looseObject({})]).optional(),
});
const challengeSchema = z.looseObject({ challenge: z.union([z.string().max(256), z.int()]) });

function isSigned({ rawBody, headers }: HookRequest, secret: string): boolean {
  return sameSignature(headers['x-douyin-signature'], createHash('sha1').update(secret).update(rawBody).digest('hex'));
}

function challengeOf(body: Buffer): string | number | undefined {
  const json = readJsonPayload(body);
  const call = json.ok ? callSchema.safeParse(json.value) : undefined;
  if (!call?.success || call.data.event !== 'verify_webhook') return undefined;
  const content = contentOf(call.data.content);
  const parsed = content.ok ? challengeSchema.safeParse(content.value) : undefined;
  return parsed?.success ? parsed.data.challenge : undefined;
}

function contentOf(content: unknown): { ok: true; value: Record<string, unknown> } | { ok: false; fault: Fault } {
  const inner =
    typeof content === 'string' ? readJsonPayload(Buffer.from(content)) : { ok: true as const, value: content };
  if (!inner.ok) return inner;
  const parsed = z.looseObject({}).safeParse(inner.value);
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, fault: faultsOf(parsed.error)[0]! };
}

function inContent(fault: Fault): Fault {
  return { ...fault, path: `content.${fault.path}` };
}
