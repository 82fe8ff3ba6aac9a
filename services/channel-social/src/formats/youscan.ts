import { readJsonPayload, type Format, type ReadContext } from '@hearback/channel';
import { z } from 'zod';
import { htmlToText } from './html-to-text';
import { isOfficial } from './official-accounts';
import { readEach, type Said } from './read-each';
import { count, filled, unixTime, vendorId } from './vendor-fields';

/**
 * Mentions that YouScan pushes, one in each call. It signs nothing, so the hook asks for a key; it leaves out fields that
 * are null, and the words of posts on X, which its licence does not let it pass on.
 */
export const youscan: Format = {
  name: 'youscan',
  version: 1,
  contentTypes: ['application/json'],
  secretAddress: true,
  thanks: { status: 200, contentType: 'application/json', body: '{}' },
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const elements = Array.isArray(json.value) ? json.value : [json.value];
    return readEach({ elements, schema: mentionSchema, say: (mention) => sayOf(mention, context) });
  },
};

const name = z.string().nullish();
const authorSchema = z.union([
  z.string().transform((given) => ({ name: given, url: undefined, nickname: undefined, subscribers: undefined })),
  z.looseObject({ name, nickname: name, url: name, subscribers: count }),
]);
const engagementSchema = z.union([
  z.number().transform(() => ({ likes: undefined, reposts: undefined })),
  z.looseObject({ likes: count, reposts: count }),
]);
const mentionSchema = z.looseObject({
  mentionId: vendorId,
  topicId: vendorId.optional(),
  topicName: z.string().optional(),
  sourceName: z.string().optional(),
  author: authorSchema.optional(),
  title: z.string().optional(),
  text: z.string().optional(),
  fullText: z.string().optional(),
  url: z.string().optional(),
  published: z.union([unixTime, z.string()]).optional(),
  postType: z.string().optional(),
  language: z.string().optional(),
  country: z.string().optional(),
  sentiment: z.string().optional(),
  engagement: engagementSchema.optional(),
  likes: count,
  reposts: count,
});
type Mention = z.output<typeof mentionSchema>;

function sayOf(mention: Mention, context: ReadContext | undefined): Said {
  const { author, title, topicName: topic, sourceName: site, postType, sentiment: vendorSentiment } = mention;
  if (isOfficial(context, [author?.url, author?.nickname, author?.name]))
    return { kind: 'ignored', why: "is the bank's own post" };
  const said = [mention.fullText, mention.text, title].find((words) => words?.trim());
  if (!said) return { kind: 'refused', faults: [YOUSCAN_WITHOUT_WORDS] };
  return {
    kind: 'item',
    item: {
      value: filled({
        externalId: mention.mentionId,
        title: said === title ? undefined : title,
        text: htmlToText(said),
        occurredAt: mention.published,
        url: mention.url,
        language: mention.language,
        region: mention.country,
        author: author && filled({ id: author.url, name: author.name || author.nickname }),
        engagement: engagementOf(mention),
        attributes: filled({ topic, site, postType, vendorSentiment }),
      }),
    },
  };
}

// Documented as counts beside their sum `engagement`; inside it they are read as well.
function engagementOf({ engagement, likes, reposts, author }: Mention): Record<string, unknown> | undefined {
  return filled({
    likes: likes ?? engagement?.likes,
    shares: reposts ?? engagement?.reposts,
    followers: author?.subscribers,
  });
}

/** Why a mention without any words is refused. */
export const YOUSCAN_WITHOUT_WORDS = {
  path: 'text',
  reason: 'required',
  detail: 'a text is needed; YouScan removes the words of posts on X, which a source of X itself brings',
};
