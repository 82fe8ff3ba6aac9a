import { createHmac } from 'node:crypto';
import {
  faultsOf,
  readJsonPayload,
  sameSignature,
  type Format,
  type FormatReading,
  type ReadContext,
} from '@hearback/channel';
import { z } from 'zod';
import { isOfficial } from './official-accounts';
import { answerOf, readEach, type Said } from './read-each';
import { count, filled, presentFields, vendorId } from './vendor-fields';

/**
 * Posts of X's filtered stream, by webhook or as lines of the stream. An edited post gets another id and carries all its
 * former ones, oldest first: the first is what it is called here. A backfill delivers posts again.
 */
export const xFilteredStream: Format = {
  name: 'x-filtered-stream',
  version: 1,
  contentTypes: ['application/json', 'application/x-ndjson'],
  handshake: ({ method, query }, secrets) => {
    const token = query.crc_token;
    if (method !== 'GET' || !token || secrets[0] === undefined) return undefined;
    const body = JSON.stringify({ response_token: signatureOf(token, secrets[0]) });
    return { status: 200, contentType: 'application/json', body };
  },
  verify: ({ rawBody, headers }, secret) =>
    sameSignature(headers['x-twitter-webhooks-signature'], signatureOf(rawBody, secret)),
  read: (payload, context) => {
    const lines = linesOf(payload);
    if (lines.length === 0) return { kind: 'ignored', why: 'a sign of life of the stream' };
    const readings = lines.map((line) => readLine(line, context));
    return readings.length === 1 ? readings[0]! : merged(readings, lines);
  },
};

function signatureOf(signed: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(signed).digest('base64')}`;
}

const metricsSchema = z.looseObject({ like_count: count, retweet_count: count, quote_count: count });
const postSchema = z.looseObject({
  id: vendorId,
  text: z.string(),
  author_id: vendorId.optional(),
  created_at: z.string().optional(),
  lang: z.string().optional(),
  edit_history_tweet_ids: z.array(vendorId).optional(),
  referenced_tweets: z.array(z.looseObject({ type: z.string(), id: vendorId })).optional(),
  note_tweet: z.looseObject({ text: z.string() }).optional(),
  public_metrics: metricsSchema.optional(),
});
const userSchema = z.looseObject({
  id: vendorId,
  name: z.string().optional(),
  username: z.string().optional(),
  public_metrics: z.looseObject({ followers_count: count }).optional(),
});
const lineSchema = z.looseObject({
  data: postSchema,
  includes: z.looseObject({ users: z.array(userSchema).optional(), tweets: z.array(postSchema).optional() }).optional(),
  matching_rules: z.array(z.looseObject({ id: vendorId.optional(), tag: z.string().nullish() })).optional(),
});
type Line = z.output<typeof lineSchema>;
type Post = z.output<typeof postSchema>;
type User = z.output<typeof userSchema>;

/** Lines of a stream; anything that is not one object on each line is one payload. */
function linesOf(payload: Buffer): Buffer[] {
  const lines = payload
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  if (lines.length === 0) return [];
  return lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line))
    ? lines.map((line) => Buffer.from(line))
    : [payload];
}

function readLine(line: Buffer, context: ReadContext | undefined): FormatReading {
  const json = readJsonPayload(line);
  if (!json.ok) return { kind: 'refused', faults: [json.fault] };
  if (isNotice(json.value)) return { kind: 'ignored', why: 'a notice of the stream about itself' };
  const parsed = lineSchema.safeParse(json.value);
  if (!parsed.success) return { kind: 'refused', faults: faultsOf(parsed.error) };
  return readEach({ elements: [json.value], schema: lineSchema, say: (given) => sayOf(given, context) });
}

// The stream says in its own lines why it is about to close.
function isNotice(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !('data' in value) && 'errors' in value;
}

function merged(readings: FormatReading[], lines: Buffer[]): FormatReading {
  const all = readings.flatMap((reading, at) => {
    if (reading.kind === 'read') return reading.items;
    return reading.kind === 'refused' ? [{ value: null, faults: reading.faults, original: lines[at]! }] : [];
  });
  const replies = readings.flatMap((reading) => (reading.kind === 'read' ? (reading.replies ?? []) : []));
  if (all.length + replies.length === 0) return { kind: 'ignored', why: 'lines without a post' };
  return { kind: 'read', items: all, replies };
}

function sayOf(line: Line, context: ReadContext | undefined): Said {
  const { data: post } = line;
  const user = line.includes?.users?.find(({ id }) => id === post.author_id);
  if (!isOfficial(context, [post.author_id, user?.username]))
    return { kind: 'item', item: { value: itemOf(line, user) } };
  return answerOf(referenced(line, 'replied_to'), {
    ...{ replyId: firstIdOf(post), text: textOf(post), repliedAt: post.created_at ?? '' },
    by: presentFields({ id: user?.username ?? post.author_id!, name: user?.name }) as { id: string },
  });
}

function itemOf(line: Line, user: User | undefined): Record<string, unknown> {
  const { data: post } = line;
  const id = firstIdOf(post);
  return presentFields({
    externalId: id,
    text: saidIn(line),
    occurredAt: post.created_at,
    updatedAt: id === post.id ? undefined : post.created_at,
    url: `https://x.com/${user?.username ?? 'i'}/status/${post.id}`,
    language: post.lang,
    inReplyTo: referenced(line, 'replied_to'),
    sharedFrom: referenced(line, 'retweeted') ?? referenced(line, 'quoted'),
    author: filled({ id: post.author_id, name: user?.name || user?.username }),
    engagement: engagementOf(line, user),
    attributes: attributesOf(line, user),
  });
}

function engagementOf({ data }: Line, user: User | undefined): Record<string, unknown> | undefined {
  const { like_count: likes, retweet_count: retweets, quote_count: quotes } = data.public_metrics ?? {};
  const shares = retweets === undefined && quotes === undefined ? undefined : (retweets ?? 0) + (quotes ?? 0);
  return filled({ likes, shares, followers: user?.public_metrics?.followers_count });
}

function attributesOf(line: Line, user: User | undefined): Record<string, unknown> | undefined {
  const rules = (line.matching_rules ?? []).flatMap(({ tag, id }) => tag ?? id ?? []).join(', ');
  return filled({ username: user?.username, rules });
}

/** Sharing says the words of the other again, which X cuts after "RT @name:"; the whole of them comes beside the post. */
function saidIn({ data, includes }: Line): string {
  const shared = data.referenced_tweets?.find(({ type }) => type === 'retweeted');
  const original = shared && includes?.tweets?.find(({ id }) => id === shared.id);
  return textOf(original ?? data);
}

// X writes these three as entities, in long posts too.
function textOf(post: Post): string {
  const text = post.note_tweet?.text ?? post.text;
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function firstIdOf({ id, edit_history_tweet_ids: history }: Post): string {
  return history?.[0] ?? id;
}

/** What a post answers or shares, by its first id when the whole of it came along. */
function referenced({ data, includes }: Line, kind: string): string | undefined {
  const id = data.referenced_tweets?.find(({ type }) => type === kind)?.id;
  const whole = includes?.tweets?.find((post) => post.id === id);
  return whole ? firstIdOf(whole) : id;
}
