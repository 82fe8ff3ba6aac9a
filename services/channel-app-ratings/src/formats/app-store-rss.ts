import { faultsOf, readJsonPayload, type Format, type FormatItem } from '@hearback/channel';
import { z } from 'zod';
import { given } from '../domain/given';

/**
 * The App Store's public feed of customer reviews, as JSON that was made from XML: everything is `{"label": …}`, numbers
 * are strings, and a list of one is no list. The first entry may be the app itself, which has no rating. The feed has no
 * answers of the developer. The address of a reviewer's page holds an id, which is their identity in this store.
 */
export const appStoreRss: Format = {
  name: 'app-store-rss',
  version: 1,
  contentTypes: ['application/json', 'text/javascript'],
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const page = feedSchema.safeParse(json.value);
    if (!page.success) return { kind: 'refused', faults: faultsOf(page.error) };
    const reviews = listOf(page.data.feed.entry).filter((entry) => !isApp(entry));
    if (reviews.length === 0) return { kind: 'ignored', why: 'a page without reviews' };
    return { kind: 'read', items: reviews.map((entry) => readEntry(entry, context?.settings.country)) };
  },
  readPart: (part, context) => {
    const json = readJsonPayload(part);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    return { kind: 'read', items: [readEntry(json.value, context?.settings.country ?? FEED_COUNTRY)] };
  },
};

/** Whose feed is read where a source does not say. */
export const FEED_COUNTRY = 'cn';

const feedSchema = z.looseObject({ feed: z.looseObject({ entry: z.unknown().optional() }) });
const labelSchema = z.looseObject({ label: z.union([z.string(), z.number()]).transform(String) });
const optionalLabel = labelSchema.optional();
const linkSchema = z.looseObject({ attributes: z.looseObject({ href: z.string() }).optional() });
const entrySchema = z.looseObject({
  id: labelSchema,
  'im:rating': labelSchema.refine(({ label }) => /^[1-5]$/.test(label), 'expected stars from 1 to 5'),
  'im:version': optionalLabel,
  'im:voteSum': optionalLabel,
  'im:voteCount': optionalLabel,
  title: optionalLabel,
  content: optionalLabel,
  author: z.looseObject({ name: optionalLabel, uri: optionalLabel }).optional(),
  updated: labelSchema,
  link: z.union([linkSchema, z.array(linkSchema)]).optional(),
});
type Entry = z.output<typeof entrySchema>;

function listOf(entry: unknown): unknown[] {
  if (entry === undefined || entry === null) return [];
  return Array.isArray(entry) ? entry : [entry];
}

// Told by what an app has and a review has not, so that a review whose rating is missing is refused and not passed over.
function isApp(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'im:name' in entry && !('im:rating' in entry);
}

function readEntry(value: unknown, country: string | undefined): FormatItem {
  const original = Buffer.from(JSON.stringify(value));
  const entry = entrySchema.safeParse(value);
  if (entry.success) return { value: itemOf(entry.data, country), original };
  return { value: null, original, faults: faultsOf(entry.error) };
}

function itemOf(entry: Entry, country: string | undefined): unknown {
  const updated = entry.updated.label;
  return given({
    externalId: entry.id.label,
    title: entry.title?.label.trim() || undefined,
    text: entry.content?.label.trim() ?? '',
    rating: { stars: Number(entry['im:rating'].label) },
    occurredAt: updated,
    updatedAt: updated,
    author: authorOf(entry),
    region: country?.toUpperCase(),
    url: listOf(entry.link).map((link) => linkSchema.parse(link).attributes?.href)[0],
    engagement: engagementOf(entry),
    attributes: given({ appVersion: entry['im:version']?.label, votes: entry['im:voteCount']?.label }),
  });
}

function engagementOf({ 'im:voteSum': helpful }: Entry): { likes: number } | undefined {
  const likes = Number(helpful?.label);
  return Number.isSafeInteger(likes) && likes >= 0 ? { likes } : undefined;
}

function authorOf({ author }: Entry) {
  const id = /\/id(\d+)\b/.exec(author?.uri?.label ?? '')?.[1];
  const name = author?.name?.label || undefined;
  return id === undefined && name === undefined ? undefined : given({ id, name });
}
