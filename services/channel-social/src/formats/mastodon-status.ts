import { faultsOf, readJsonPayload, type Format, type FormatReading } from '@hearback/channel';
import { z } from 'zod';
import { htmlToText } from './html-to-text';

/**
 * A Mastodon status, alone or in a frame of the streaming API, whose payload is JSON inside a string. Ids are 64-bit numbers
 * written as strings; as JSON numbers they have lost digits and are refused. An edited status keeps its id.
 */
export const mastodonStatus: Format = {
  name: 'mastodon-status',
  version: 2,
  contentTypes: ['application/json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const frame = frameSchema.safeParse(json.value);
    return frame.success ? readFrame(frame.data) : readStatus(json.value);
  },
};

const frameSchema = z.looseObject({ event: z.string(), payload: z.union([z.string(), z.looseObject({})]).optional() });

// Open objects: servers of many versions, and forks of them, add fields.
const accountSchema = z.looseObject({
  id: z.string().min(1),
  acct: z.string().optional(),
  display_name: z.string().optional(),
  followers_count: z.int().nonnegative().optional(),
});
const ownSchema = z.looseObject({
  id: z.string().min(1),
  account: accountSchema,
  content: z.string(),
  spoiler_text: z.string().nullish(),
  created_at: z.string(),
  edited_at: z.string().nullish(),
  in_reply_to_id: z.string().nullish(),
  language: z.string().nullish(),
  visibility: z.string().optional(),
  url: z.string().nullish(),
  uri: z.string().optional(),
  favourites_count: z.int().nonnegative().optional(),
  reblogs_count: z.int().nonnegative().optional(),
  media_attachments: z.array(z.looseObject({ url: z.string().nullish(), type: z.string().optional() })).optional(),
});
const statusSchema = ownSchema.extend({ reblog: ownSchema.nullish() });
type Status = z.output<typeof statusSchema>;

function readFrame({ event, payload }: z.output<typeof frameSchema>): FormatReading {
  if (event === 'delete') return readDeletion(payload);
  // "edit" is what some relays call status.update.
  if (!['update', 'status.update', 'edit'].includes(event))
    return { kind: 'ignored', why: 'a frame that brings no status' };
  if (typeof payload !== 'string') return readStatus(payload);
  const inner = readJsonPayload(Buffer.from(payload));
  if (inner.ok) return readStatus(inner.value);
  return { kind: 'refused', faults: [{ ...inner.fault, path: 'payload' }] };
}

/** Its payload is the id alone; servers tell of deletions of statuses that were never sent here, too. */
function readDeletion(payload: unknown): FormatReading {
  const id = z.string().min(1).safeParse(payload);
  if (id.success) return { kind: 'read', items: [{ value: { externalId: id.data, deleted: true } }] };
  return { kind: 'refused', faults: faultsOf(id.error).map((fault) => ({ ...fault, path: 'payload' })) };
}

function readStatus(value: unknown): FormatReading {
  const parsed = statusSchema.safeParse(value);
  if (!parsed.success) return { kind: 'refused', faults: faultsOf(parsed.error) };
  const status = parsed.data;
  // What was not said in public is not for monitoring, even when a stream delivers it by mistake.
  if (status.visibility === 'direct' || status.visibility === 'private')
    return { kind: 'ignored', why: 'was not said in public' };
  return { kind: 'read', items: [{ value: itemOf(status), attachments: attachmentsOf(status) }] };
}

function itemOf(status: Status): Record<string, unknown> {
  // Sharing says the words of the other again; the one who shares adds none.
  const { id, account, reblog } = status;
  const said = reblog ?? status;
  const warning = said.spoiler_text?.trim();
  const fields = {
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
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function nameOf({ account }: Status): { name?: string } {
  const name = account.display_name?.trim() || account.acct;
  return name ? { name } : {};
}

function engagementOf(status: Status): Record<string, number> {
  const { favourites_count: likes, reblogs_count: shares, account } = status;
  const given = { likes, shares, followers: account.followers_count };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, count]) => (count === undefined ? [] : [[name, count]])),
  );
}

function attachmentsOf(status: Status): { url: string }[] {
  const media = (status.reblog ?? status).media_attachments ?? [];
  return media.flatMap(({ url }) => (url ? [{ url }] : []));
}
