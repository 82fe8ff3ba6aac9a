import { faultsOf, readJsonPayload, type Format, type ReadContext } from '@hearback/channel';
import { z } from 'zod';
import { htmlToText } from './html-to-text';
import { isOfficial } from './official-accounts';
import { readEach, type Said } from './read-each';
import { count, filled, vendorId } from './vendor-fields';

/**
 * Batches of Meltwater's data streams, in the template `api.json`. Meltwater signs nothing and documents no repetition, so
 * the hook asks for a key, and the documents' own ids make a repeated batch the same feedbacks.
 */
export const meltwater: Format = {
  name: 'meltwater',
  version: 1,
  contentTypes: ['application/json'],
  secretAddress: true,
  thanks: { status: 200, contentType: 'application/json', body: '{}' },
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const batch = batchSchema.safeParse(json.value);
    if (!batch.success) return { kind: 'refused', faults: faultsOf(batch.error) };
    return readEach({
      elements: batch.data.documents,
      schema: documentSchema,
      say: (document) => sayOf(document, context),
      alone: (document) => ({ documents: [document] }),
    });
  },
};

const batchSchema = z.looseObject({ documents: z.array(z.unknown()) });
const text = z.string().nullish();
const authorSchema = z.looseObject({
  external_id: text,
  handle: text,
  name: text,
  profile_url: text,
});
const documentSchema = z.looseObject({
  id: vendorId,
  url: text,
  published_date: text,
  author: authorSchema.nullish(),
  authors: z.array(authorSchema).nullish(),
  content: z.looseObject({ title: text, opening_text: text, body: text, byline: text }).nullish(),
  enrichments: z.looseObject({ language_code: text, sentiment: text }).nullish(),
  location: z.looseObject({ country_code: text }).nullish(),
  matched: z.looseObject({ hit_sentence: text, inputs: z.array(z.looseObject({ name: text })).nullish() }).nullish(),
  metrics: z
    .looseObject({
      engagement: z.looseObject({ likes: count, shares: count, reposts: count }).nullish(),
      reach: count,
    })
    .nullish(),
  source: z.looseObject({ name: text, type: text, metrics: z.looseObject({ reach: count }).nullish() }).nullish(),
});
type Document = z.output<typeof documentSchema>;

function sayOf(document: Document, context: ReadContext | undefined): Said {
  const author = firstAuthor(document);
  if (author && isOfficial(context, [author.external_id, author.handle, author.name]))
    return { kind: 'ignored', why: "is the bank's own post" };
  const said = wordsOf(document);
  if (!said) return { kind: 'refused', faults: [MELTWATER_WITHOUT_WORDS] };
  const title = document.content?.title?.trim();
  return {
    kind: 'item',
    item: {
      value: filled({
        externalId: document.id,
        title: title === said ? undefined : title,
        text: htmlToText(said),
        occurredAt: document.published_date,
        url: document.url,
        ...placeOf(document),
        author: authorOf(author),
        engagement: engagementOf(document),
        attributes: attributesOf(document, author),
      }),
    },
  };
}

function firstAuthor({ author, authors }: Document): Author {
  return author ?? authors?.[0];
}

// Licences keep some bodies back; then the sentence that matched is all there is.
function wordsOf({ content, matched }: Document): string | undefined {
  const { title, body, opening_text: opening } = content ?? {};
  return [body, opening, matched?.hit_sentence, title].find((words) => words?.trim())?.trim();
}

/** Why a document without any words is refused. */
export const MELTWATER_WITHOUT_WORDS = {
  path: 'content.opening_text',
  reason: 'required',
  detail: 'expected words in content.body, content.opening_text, matched.hit_sentence or content.title',
};

type Author = z.output<typeof authorSchema> | null | undefined;

// The same handle means someone else on another network, and a source brings several networks.
function authorOf(author: Author): Record<string, unknown> | undefined {
  const { external_id: externalId, handle, name, profile_url: profile } = author ?? {};
  return filled({ id: profile || externalId, name: name || handle });
}

function placeOf({ enrichments, location }: Document): Record<string, unknown> | undefined {
  return filled({ language: enrichments?.language_code, region: location?.country_code });
}

function engagementOf({ metrics, source }: Document): Record<string, unknown> | undefined {
  const { likes, shares, reposts } = metrics?.engagement ?? {};
  return filled({ likes, shares: shares ?? reposts, followers: source?.metrics?.reach });
}

function attributesOf({ source, matched, enrichments }: Document, author: Author): Record<string, unknown> | undefined {
  return filled({
    site: source?.name,
    siteType: source?.type,
    handle: author?.handle,
    search: matched?.inputs?.flatMap(({ name }) => name || []).join(', '),
    vendorSentiment: enrichments?.sentiment,
  });
}
