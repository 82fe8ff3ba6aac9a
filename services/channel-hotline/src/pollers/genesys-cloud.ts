import {
  afterListPage,
  clientTokens,
  readJsonPayload,
  vendorTrouble,
  walkList,
  type FormatCallPart,
  type ListWalk,
  type Polled,
  type Poller,
  type PollQuestion,
  type TokenAsked,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { genesysCloud } from '../formats/genesys-cloud';
import { CALLS_OVERLAP_MS } from './calls-overlap';
import { readAsPush, unreadable } from './read-as-push';

const PATH = '/api/v2/analytics/conversations/details/query';
const TOKEN_PATH = '/oauth/token';
const PAGE = 100;

/** Tokens are kept between rounds, by every source of this process. */
const TOKENS = clientTokens();

/**
 * The calls that Genesys Cloud's events left out, by its query for details of conversations, which knows no spoken words: a
 * call that lost all its events has the words that its agents noted, or none. Credentials: `clientId` and `clientSecret` of an
 * OAuth client (client credentials), else a ready `token`; the region is in `baseUrl`.
 */
export const genesysCloudPoller: Poller = {
  name: genesysCloud.name,
  baseUrl: 'https://api.mypurecloud.com',
  // Each region has both names. Behind a gateway of the bank's both are below its one address.
  loginUrl: (baseUrl) => baseUrl.replace(/^https:\/\/api\./, 'https://login.'),
  // Of a region, which is the address, and of whose client it is: a client that is exchanged is no other list.
  account: [],
  everySeconds: 900,
  onlyReconciles: true,
  poll: async (question) => {
    const { cursor, now } = question;
    const walk = walkList(cursor, now, { step: '1', overlapMs: CALLS_OVERLAP_MS });
    const asked = await askForPage(question, walk);
    if (!asked.ok) return asked.trouble;
    return vendorTrouble(asked.answer, now) ?? pageOf(asked.answer, walk);
  },
};

async function askForPage({ access, http, login, now }: PollQuestion, walk: ListWalk): Promise<TokenAsked> {
  const { clientId, clientSecret, token } = access.credentials;
  const body = JSON.stringify({
    interval: `${walk.since}/${walk.until}`,
    order: 'asc',
    orderBy: 'conversationStart',
    paging: { pageSize: PAGE, pageNumber: Number(walk.step) },
    segmentFilters: [{ type: 'and', predicates: [{ dimension: 'mediaType', value: 'voice' }] }],
  });
  const ask = (bearer: string) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
    return http.request({ method: 'POST', path: PATH, headers, body });
  };
  // A ready token beside them has ended a day after somebody entered it.
  if (login && clientId && clientSecret)
    return TOKENS.ask({ login, path: TOKEN_PATH, clientId, clientSecret }, now, ask);
  if (token) return { ok: true, answer: await ask(token) };
  return {
    ok: false,
    trouble: { kind: 'failed', why: 'the credentials clientId and clientSecret, or token, are missing' },
  };
}

const text = z.string().nullish();
const segmentSchema = z.looseObject({ segmentStart: text, segmentEnd: text, segmentType: text, wrapUpNote: text });
const sessionSchema = z.looseObject({
  mediaType: text,
  direction: text,
  ani: text,
  segments: z.array(segmentSchema).nullish(),
});
const participantSchema = z.looseObject({
  purpose: text,
  userId: text,
  sessions: z.array(sessionSchema).nullish(),
});
const conversationSchema = z.looseObject({
  conversationId: z.string().min(1),
  conversationStart: text,
  conversationEnd: text,
  originatingDirection: text,
  participants: z.array(participantSchema).nullish(),
});
const answerSchema = z.looseObject({ conversations: z.array(z.unknown()).nullish() });
type Conversation = z.output<typeof conversationSchema>;
type Participant = z.output<typeof participantSchema>;

function pageOf({ body }: VendorAnswer, walk: ListWalk): Polled {
  const json = readJsonPayload(body);
  const answer = json.ok ? answerSchema.safeParse(json.value) : undefined;
  if (!answer?.success) return { kind: 'failed', why: 'the answer is no list of conversations' };
  const conversations = answer.data.conversations ?? [];
  const parts = conversations.flatMap(partsOf);
  const next = conversations.length >= PAGE ? String(Number(walk.step) + 1) : null;
  return { kind: 'page', items: [], parts, ...afterListPage(walk, next) };
}

function partsOf(told: unknown): FormatCallPart[] {
  const conversation = conversationSchema.safeParse(told);
  if (!conversation.success) return [unreadable(told, conversation.error)];
  return eventsOf(conversation.data).flatMap((event) => readAsPush(genesysCloud, event));
}

interface GenesysEvent {
  topicName: string;
  eventBody: Record<string, unknown>;
}

/** A conversation as the events that tell of it. */
function eventsOf(conversation: Conversation): GenesysEvent[] {
  const participants = conversation.participants ?? [];
  const customer = participants.find(({ purpose }) => /^(customer|external)$/i.test(purpose ?? ''));
  const agents = participants.filter(({ userId }) => userId != null);
  return [...heardOfCustomer(conversation, customer), ...agents.flatMap((agent) => heardOfAgent(conversation, agent))];
}

function heardOfCustomer(conversation: Conversation, customer: Participant | undefined): GenesysEvent[] {
  const { conversationStart: startedAt, conversationEnd: endedAt, originatingDirection } = conversation;
  const call = (customer?.sessions ?? []).find(({ mediaType }) => mediaType?.toLowerCase() === 'voice');
  const side = { mediaType: 'VOICE', direction: originatingDirection ?? call?.direction, ani: call?.ani };
  const started = eventOf(conversation, 'customer.start', { ...side, eventTime: startedAt });
  return endedAt ? [started, eventOf(conversation, 'customer.end', { ...side, eventTime: endedAt })] : [started];
}

function heardOfAgent(conversation: Conversation, { userId, sessions }: Participant): GenesysEvent[] {
  const voice = (sessions ?? []).filter(({ mediaType }) => mediaType?.toLowerCase() === 'voice');
  return voice
    .flatMap(({ segments }) => segments ?? [])
    .flatMap(({ segmentType, segmentStart, segmentEnd, wrapUpNote }) => {
      const by = { mediaType: 'VOICE', userId };
      const type = segmentType?.toLowerCase();
      if (type === 'interact') return [eventOf(conversation, 'user.start', { ...by, eventTime: segmentStart })];
      if (type !== 'wrapup' || !wrapUpNote) return [];
      return [eventOf(conversation, 'acw', { ...by, eventTime: segmentEnd ?? segmentStart, wrapupNotes: wrapUpNote })];
    });
}

function eventOf({ conversationId }: Conversation, name: string, eventBody: Record<string, unknown>): GenesysEvent {
  const topicName = `v2.detail.events.conversation.${conversationId}.${name}`;
  return { topicName, eventBody: { conversationId, ...eventBody } };
}
