import { faultsOf, readJsonPayload, type Format, type FormatReading, type ReadContext } from '@hearback/channel';
import { z } from 'zod';
import { htmlToText } from './html-to-text';
import { isOfficial } from './official-accounts';
import { answerOf, readEach, type Said } from './read-each';
import { count, presentFields, vendorId } from './vendor-fields';

/**
 * A Mastodon status: alone, in a list (a timeline), in notifications of mentions, or in a frame of the streaming API, whose
 * payload is JSON inside a string. Ids are 64-bit numbers written as strings. An edited status keeps its id; a deletion is
 * told of by the id alone.
 */
export const mastodonStatus: Format = {
  name: 'mastodon-status',
  version: 5,
  contentTypes: ['application/json'],
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    if (Array.isArray(json.value)) return readList(json.value, context);
    const frame = frameSchema.safeParse(json.value);
    return frame.success ? readFrame(frame.data, context) : readStatus(json.value, context);
  },
};

const frameSchema = z.looseObject({ event: z.string(), payload: z.union([z.string(), z.looseObject({})]).optional() });

// Open objects: servers of many versions, and forks of them, add fields.
const accountSchema = z.looseObject({
  id: vendorId,
  acct: z.string().optional(),
  display_name: z.string().nullish(),
  followers_count: count,
});
const ownSchema = z.looseObject({
  id: vendorId,
  account: accountSchema,
  content: z.string(),
  spoiler_text: z.string().nullish(),
  created_at: z.string(),
  edited_at: z.string().nullish(),
  in_reply_to_id: vendorId.nullish(),
  in_reply_to_account_id: vendorId.nullish(),
  language: z.string().nullish(),
  visibility: z.string().optional(),
  url: z.string().nullish(),
  uri: z.string().optional(),
  favourites_count: count,
  reblogs_count: count,
  media_attachments: z.array(z.looseObject({ url: z.string().nullish(), type: z.string().optional() })).optional(),
});
const statusSchema = ownSchema.extend({ reblog: ownSchema.nullish() });
type Status = z.output<typeof statusSchema>;

function readFrame({ event, payload }: z.output<typeof frameSchema>, context: ReadContext | undefined): FormatReading {
  if (event === 'delete') return readDeletion(payload);
  // "edit" is what some relays call status.update.
  if (!['update', 'status.update', 'edit', 'notification'].includes(event))
    return { kind: 'ignored', why: 'a frame that brings no status' };
  const inner =
    typeof payload === 'string' ? readJsonPayload(Buffer.from(payload)) : { ok: true as const, value: payload };
  if (inner.ok) return event === 'notification' ? readList([inner.value], context) : readStatus(inner.value, context);
  return { kind: 'refused', faults: [{ ...inner.fault, path: 'payload' }] };
}

/** Its payload is the id alone; servers tell of deletions of statuses that were never sent here, too. */
function readDeletion(payload: unknown): FormatReading {
  const id = vendorId.safeParse(payload);
  if (id.success) return { kind: 'read', items: [{ value: { externalId: id.data, deleted: true } }] };
  return { kind: 'refused', faults: faultsOf(id.error).map((fault) => ({ ...fault, path: 'payload' })) };
}

/** A notification holds the status that it is about. */
function readList(elements: readonly unknown[], context: ReadContext | undefined): FormatReading {
  const statuses = elements.flatMap((element) => {
    const notification = notificationSchema.safeParse(element);
    if (!notification.success) return [element];
    // A mention whose status is not there is refused by name, as any other status that cannot be read.
    return notification.data.type === 'mention' ? [notification.data.status ?? element] : [];
  });
  return readEach({ elements: statuses, schema: statusSchema, say: (status) => sayOf(status, context) });
}

const notificationSchema = z.looseObject({ type: z.string(), status: z.unknown().optional() });

function readStatus(value: unknown, context: ReadContext | undefined): FormatReading {
  const parsed = statusSchema.safeParse(value);
  if (!parsed.success) return { kind: 'refused', faults: faultsOf(parsed.error) };
  const said = sayOf(parsed.data, context);
  if (said.kind === 'item') return { kind: 'read', items: [said.item] };
  if (said.kind === 'reply') return { kind: 'read', items: [], replies: [{ value: said.value }] };
  return said;
}

function sayOf(status: Status, context: ReadContext | undefined): Said {
  // What was not said in public is not for monitoring, even when a stream delivers it by mistake.
  if (status.visibility === 'direct' || status.visibility === 'private')
    return { kind: 'ignored', why: 'was not said in public' };
  const { account } = status;
  if (!isOfficial(context, [account.id, account.acct]))
    return { kind: 'item', item: { value: itemOf(status), attachments: attachmentsOf(status) } };
  // A thread of the bank's own answers itself.
  const others = status.in_reply_to_account_id !== account.id;
  return answerOf((others && status.in_reply_to_id) || undefined, {
    ...{ replyId: status.id, text: htmlToText(status.content), repliedAt: status.created_at },
    by: { id: account.acct || account.id, ...nameOf(status) },
  });
}

function itemOf(status: Status): Record<string, unknown> {
  // Sharing says the words of the other again; the one who shares adds none.
  const { id, account, reblog } = status;
  const said = reblog ?? status;
  const warning = said.spoiler_text?.trim();
  return presentFields({
    externalId: id,
    title: warning || undefined,
    text: htmlToText(said.content),
    occurredAt: status.created_at,
    updatedAt: status.edited_at ?? undefined,
    url: status.url ?? status.uri,
    language: said.language ?? undefined,
    inReplyTo: status.in_reply_to_id ?? undefined,
    sharedFrom: reblog?.id,
    author: { id: account.id, ...nameOf(status) },
    engagement: engagementOf(status),
    attributes: account.acct ? { acct: account.acct } : {},
  });
}

function nameOf({ account }: Status): { name?: string } {
  const name = account.display_name?.trim() || account.acct;
  return name ? { name } : {};
}

function engagementOf(status: Status): Record<string, number> {
  const { favourites_count: likes, reblogs_count: shares, account } = status;
  return presentFields({ likes, shares, followers: account.followers_count }) as Record<string, number>;
}

function attachmentsOf(status: Status): { url: string }[] {
  const media = (status.reblog ?? status).media_attachments ?? [];
  return media.flatMap(({ url }) => (url ? [{ url }] : []));
}
