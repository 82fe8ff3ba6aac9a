import { faultsOf, type ReadContext } from '@hearback/channel';
import { z } from 'zod';
import { isOfficial } from './official-accounts';
import { answerOf, type Said } from './read-each';
import { filled, presentFields, unixTime, vendorId } from './vendor-fields';

/** One account's part of a delivery. */
export interface MetaEntry {
  object: 'page' | 'instagram';
  /** The page or account that the change happened at: the bank's own. */
  id: string;
  time?: string | undefined;
  changes?: unknown[] | undefined;
}

/** A change as it comes; what `value` must hold depends on the field. */
export const metaChangeSchema = z.looseObject({ field: z.string(), value: z.looseObject({}) });

const fromSchema = z.looseObject({
  id: vendorId,
  name: z.string().optional(),
  username: z.string().optional(),
});
const pageSchema = z.looseObject({
  item: z.string(),
  verb: z.string(),
  post_id: vendorId.optional(),
  comment_id: vendorId.optional(),
  parent_id: vendorId.optional(),
  from: fromSchema.optional(),
  message: z.string().optional(),
  created_time: unixTime.optional(),
  permalink_url: z.string().optional(),
  photo: z.string().optional(),
});
const instagramSchema = z.looseObject({
  id: vendorId,
  text: z.string(),
  from: fromSchema.optional(),
  parent_id: vendorId.optional(),
  media: z.looseObject({ id: vendorId, media_product_type: z.string().optional() }).optional(),
});
type From = z.output<typeof fromSchema>;

/** What one change says: a customer's post or comment, its edit or removal, or the bank's own answer. */
export function sayMetaChange(
  { field, value }: z.output<typeof metaChangeSchema>,
  entry: MetaEntry,
  context: ReadContext | undefined,
): Said {
  if (entry.object === 'page') return field === 'feed' ? sayOnPage(value, entry, context) : OTHER;
  if (field === 'mentions') return MENTION;
  return field === 'comments' || field === 'live_comments' ? sayOnInstagram(value, entry, context) : OTHER;
}

const OTHER: Said = { kind: 'ignored', why: 'tells of something else than what was said' };

// Meta names the comment and sends no words. Kept for people instead of passed over.
const MENTION: Said = {
  kind: 'refused',
  faults: [
    {
      path: 'value.text',
      reason: 'required',
      detail: 'a mention comes without its words; fetch the comment and post it',
    },
  ],
};

// Meta writes the same in two ways, depending on the kind of post.
const REMOVED = ['remove', 'delete'];
const VERBS = ['add', 'edited', 'edit', 'update', ...REMOVED];
const SAID_ITEMS = ['comment', 'post', 'status', 'photo', 'video', 'share'];

function sayOnPage(value: unknown, entry: MetaEntry, context: ReadContext | undefined): Said {
  const parsed = pageSchema.safeParse(value);
  if (!parsed.success) return refusedIn(parsed.error);
  const change = parsed.data;
  const { item, verb } = change;
  if (!SAID_ITEMS.includes(item) || !VERBS.includes(verb)) return OTHER;
  const isComment = item === 'comment';
  const field = isComment ? 'comment_id' : 'post_id';
  const id = change[field];
  if (id === undefined) return missing(field);
  if (REMOVED.includes(verb))
    return { kind: 'item', item: { value: presentFields({ externalId: id, deleted: true, updatedAt: entry.time }) } };
  // A comment without a parent of its own stands under the post.
  const answered = isComment ? (change.parent_id ?? change.post_id) : undefined;
  const updatedAt = verb === 'add' ? undefined : entry.time;
  return sayWords({ ...wordsOf(change, entry), id, answered, updatedAt }, { entry, context });
}

function wordsOf(change: z.output<typeof pageSchema>, entry: MetaEntry) {
  const { from, message: text = '', created_time: at = entry.time, permalink_url: url, photo } = change;
  return { from, text, at, url, photo, attributes: filled({ post: change.post_id }) };
}

function sayOnInstagram(value: unknown, entry: MetaEntry, context: ReadContext | undefined): Said {
  const parsed = instagramSchema.safeParse(value);
  if (!parsed.success) return refusedIn(parsed.error);
  const { id, from, text, media, parent_id: answered } = parsed.data;
  const attributes = filled({ media: media?.id, mediaType: media?.media_product_type });
  return sayWords({ id, from, answered, text, at: entry.time, attributes }, { entry, context });
}

interface Words {
  id: string;
  from: From | undefined;
  answered: string | undefined;
  text: string;
  at: string | undefined;
  updatedAt?: string | undefined;
  url?: string | undefined;
  photo?: string | undefined;
  attributes: Record<string, unknown> | undefined;
}

function sayWords(words: Words, { entry, context }: { entry: MetaEntry; context: ReadContext | undefined }): Said {
  const { id, from, answered, text, at, photo } = words;
  const name = from?.name ?? from?.username;
  if (from && isOurs(from, entry, context)) {
    const by = presentFields({ id: from.id, name }) as { id: string };
    return answerOf(answered, { replyId: id, text, repliedAt: at ?? '', by });
  }
  const value = presentFields({
    externalId: id,
    text,
    occurredAt: at,
    updatedAt: words.updatedAt,
    url: words.url,
    inReplyTo: answered,
    author: filled({ id: from?.id, name }),
    attributes: words.attributes,
  });
  return { kind: 'item', item: { value, attachments: photo ? [{ url: photo }] : [] } };
}

function isOurs(from: From, entry: MetaEntry, context: ReadContext | undefined): boolean {
  // Not by `name`: anybody may call themselves like the bank, and would have answered its customers.
  return from.id === entry.id || isOfficial(context, [from.id, from.username]);
}

function missing(field: string): Said {
  return {
    kind: 'refused',
    faults: [{ path: `value.${field}`, reason: 'required', detail: 'expected the id of what was said' }],
  };
}

function refusedIn(error: z.ZodError): Said {
  return { kind: 'refused', faults: faultsOf(error).map((fault) => ({ ...fault, path: `value.${fault.path}` })) };
}
