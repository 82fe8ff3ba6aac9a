import {
  readJsonPayload,
  vendorTrouble,
  type Polled,
  type Poller,
  type VendorAccess,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { presentFields, vendorId } from '../formats/vendor-fields';
import { youscan, YOUSCAN_WITHOUT_WORDS } from '../formats/youscan';
import { lookBackOf } from './look-back';
import { readAnswer } from './read-answer';

/**
 * The mentions that YouScan's webhook left out, by its list of a topic's mentions. Settings: `topicIds` (separated by
 * commas), `lookBackDays` (14: mentions published earlier are not asked for); credential: `apiKey`. A mention gets its
 * number when YouScan saves it, however late that is, so each topic is read upwards from the highest number known, the first
 * time from what was saved a day ago.
 */
export const youscanPoller: Poller = {
  name: youscan.name,
  baseUrl: 'https://api.youscan.io',
  // Each topic has a place of its own in the cursor.
  account: [],
  everySeconds: 900,
  onlyReconciles: true,
  poll: async ({ cursor, access, http, now }) => {
    const asked = askedOf(access);
    if (typeof asked === 'string') return { kind: 'failed', why: asked };
    const turn = turnOf(cursor, asked.topics, now);
    const path = pathOf(turn, new Date(now.getTime() - asked.days * DAY_MS));
    // In the header: addresses end up in logs.
    const answer = await http.request({ method: 'GET', path, headers: { 'x-api-key': asked.apiKey } });
    return refusalOf(answer, turn) ?? vendorTrouble(answer, now) ?? pageOf(answer, turn, access);
  },
};

const PAGE = 100;
const DAY_MS = 86_400_000;

interface Asked {
  apiKey: string;
  topics: string[];
  days: number;
}

/** Or what is missing. */
function askedOf({ settings, credentials }: VendorAccess): Asked | string {
  const { apiKey } = credentials;
  if (!apiKey) return 'the credential apiKey is missing';
  const topics = (settings.topicIds ?? '').split(/[,，]/).flatMap((topic) => topic.trim() || []);
  if (topics.length === 0) return 'the setting topicIds is missing';
  if (!topics.every((topic) => /^\d{1,19}$/.test(topic))) return 'the setting topicIds holds what is no id of a topic';
  const days = lookBackOf(settings, 'lookBackDays', 14);
  return days.ok ? { apiKey, topics: [...new Set(topics)], days: days.count } : days.why;
}

const seqSchema = vendorId.pipe(z.string().regex(/^\d{1,19}$/));
const stateSchema = z.object({
  /** Of each topic the highest number known; before there is one, the moment from which on it is asked. */
  known: z.record(z.string(), z.union([z.object({ seq: seqSchema }), z.object({ addedFrom: z.iso.datetime() })])),
  /** The topic that is to be asked next, when it is not the first. */
  topic: z.string().optional(),
});
type Known = z.output<typeof stateSchema>['known'];

/** A question for one of the topics. */
interface Turn {
  topics: string[];
  known: Known;
  topic: string;
}

// A cursor that nobody understands begins anew; of topics that are asked no more nothing is kept.
function turnOf(cursor: unknown, topics: string[], now: Date): Turn {
  const state = stateSchema.safeParse(cursor);
  const before = state.success ? state.data : { known: {}, topic: undefined };
  const addedFrom = new Date(now.getTime() - DAY_MS).toISOString();
  const known = Object.fromEntries(topics.map((topic) => [topic, before.known[topic] ?? { addedFrom }]));
  return { topics, known, topic: topics.find((topic) => topic === before.topic) ?? topics[0]! };
}

function pathOf({ topic, known }: Turn, publishedFrom: Date): string {
  const from = known[topic]!;
  const query = new URLSearchParams({
    // Without it YouScan leaves out what was published more than six days ago.
    from: inSeconds(publishedFrom.toISOString()),
    // For times without an offset, which are those of the key's owner otherwise.
    timeZone: 'UTC',
    orderBy: 'seqAsc',
    size: String(PAGE),
    ...('seq' in from ? { sinceSeq: from.seq } : { addedFrom: inSeconds(from.addedFrom) }),
  });
  return `/api/external/topics/${topic}/mentions?${query.toString()}`;
}

function inSeconds(moment: string): string {
  return moment.slice(0, 19);
}

const named = z.string().nullish();
const counted = z.number().nullish();
const listedSchema = z.looseObject({
  id: z.unknown().optional(),
  seq: seqSchema,
  source: named,
  text: named,
  fullText: named,
  sourceType: named,
  publicationPlace: z.unknown().optional(),
  engagement: z
    .looseObject({ likes: counted, reposts: counted, comments: counted, views: counted, engagement: counted })
    .nullish(),
});
const pageSchema = z.looseObject({ mentions: z.array(listedSchema) });

function pageOf(answer: VendorAnswer, turn: Turn, access: VendorAccess): Polled {
  const json = readJsonPayload(answer.body);
  const page = json.ok ? pageSchema.safeParse(json.value) : undefined;
  if (!page?.success) return { kind: 'failed', why: 'the answer is no page of mentions' };
  const { mentions } = page.data;
  const pushes = mentions.map((mention) => asPush(mention, turn.topic));
  const read = readAnswer(youscan, { ...answer, body: Buffer.from(JSON.stringify(pushes)) }, access);
  if (!read.ok) return { kind: 'failed', why: read.why };
  const moved = movedOn(turn, mentions);
  if (!moved) return { kind: 'failed', why: 'the list does not go on after the number it was asked for' };
  // Its licence takes the words from each post on X: refused again here, they would hide what people can mend.
  const items = read.items.filter(({ faults }) => !faults?.includes(YOUSCAN_WITHOUT_WORDS));
  return { kind: 'page', items, replies: read.replies, ...moved };
}

/** The mention as the webhook would have told of it; there YouScan leaves out what is null. */
function asPush(mention: z.output<typeof listedSchema>, topicId: string): object {
  const { id, seq: _, source, text, fullText, sourceType, publicationPlace, engagement, ...same } = mention;
  const { likes, reposts, comments, views, engagement: sum } = engagement ?? {};
  const told = {
    ...{ topicId, mentionId: id, sourceName: source, resourceType: sourceType, channel: publicationPlace },
    ...{ ...same, text: text?.trim() ? text : fullText },
    ...{ likes, reposts, comments, views, engagement: sum },
  };
  return presentFields(Object.fromEntries(Object.entries(told).map(([name, value]) => [name, value ?? undefined])));
}

/** Only what was taken is left behind, so a crash in the middle of a round leaves no gap. */
function movedOn(
  { topics, known, topic }: Turn,
  mentions: { seq: string }[],
): { cursor: unknown; more: boolean } | null {
  const before = known[topic]!;
  const highest = mentions.reduce((high, { seq }) => (BigInt(seq) > BigInt(high) ? seq : high), '0');
  const onwards = mentions.length > 0 && (!('seq' in before) || BigInt(highest) > BigInt(before.seq));
  const reached: Known = onwards ? { ...known, [topic]: { seq: highest } } : known;
  if (mentions.length >= PAGE) return onwards ? { cursor: { known: reached, topic }, more: true } : null;
  const next = topics[topics.indexOf(topic) + 1];
  return { cursor: next ? { known: reached, topic: next } : { known: reached }, more: next !== undefined };
}

function refusalOf({ status }: VendorAnswer, { topic }: Turn): Polled | undefined {
  if (status === 402)
    return { kind: 'failed', why: "the plan of the key's account does not include the interface (402)" };
  if (status === 403) return { kind: 'failed', why: `the key's user may not read topic ${topic} (403)` };
  if (status === 404) return { kind: 'failed', why: `there is no topic ${topic} that this key sees (404)` };
  return undefined;
}
