import {
  afterListPage,
  walkList,
  type FormatCallPart,
  type ListWalk,
  type Polled,
  type Poller,
} from '@hearback/channel';
import { z } from 'zod';
import { amazonConnect } from '../formats/amazon-connect';
import {
  connectAccountOf,
  connectAsker,
  connectUrls,
  type AskConnect,
  type ConnectAccount,
} from '../vendors/amazon-connect-api';
import { Troubled, type Trouble } from '../vendors/troubled';
import { readAsPush, unreadable } from './read-as-push';

const MINUTE_MS = 60_000;

// The transcript file comes minutes after the call. Asked before it, Contact Lens would give words that the file masks.
const SETTLED_MS = 30 * MINUTE_MS;

// A contact is named by the time at which it ended, so only the list's own lateness is left; each contact costs two questions.
const OVERLAP_MS = 30 * MINUTE_MS;

// SearchContacts may be asked every two seconds; as many contacts as Contact Lens is asked for meanwhile, or somewhat more.
const PAGE = 25;

/**
 * The contacts that EventBridge left out, by SearchContacts and, because that names no customer, DescribeContact; what was
 * said in them by Contact Lens's list for real time, which forgets after 24 hours. Settings `region` and `instanceId`;
 * credentials `accessKeyId` and `secretAccessKey`; `contactLens` = `no` where real-time analysis is not used.
 */
export const amazonConnectPoller: Poller = {
  name: amazonConnect.name,
  baseUrl: connectUrls,
  account: ['region', 'instanceId'],
  everySeconds: 900,
  onlyReconciles: true,
  patient: true,
  poll: async ({ cursor, access, http, now }) => {
    const account = connectAccountOf(access);
    if (typeof account === 'string') return { kind: 'failed', why: account };
    const walk = walkList(cursor, new Date(now.getTime() - SETTLED_MS), { step: '', overlapMs: OVERLAP_MS });
    const round: Round = { account, walk, ask: connectAsker(http, account, now), words: isHeard(access.settings) };
    try {
      return await pageOf(round);
    } catch (error) {
      if (error instanceof Troubled) return onTrouble(error.trouble, walk);
      throw error;
    }
  },
};

interface Round {
  account: ConnectAccount;
  walk: ListWalk;
  ask: AskConnect;
  /** Whether Contact Lens is asked. */
  words: boolean;
}

function isHeard({ contactLens }: Readonly<Record<string, string>>): boolean {
  return contactLens !== 'no';
}

// The token of a page that has expired: the round begins anew, or it would be asked for forever.
function onTrouble(trouble: Trouble, walk: ListWalk): Polled {
  const gone = trouble.kind === 'failed' && walk.step !== '' && /^the vendor answered 400\b/.test(trouble.why);
  return gone ? { kind: 'page', items: [], cursor: { ...walk, step: '' }, more: false } : trouble;
}

const text = z.string().nullish();
// Seconds since 1970 with a fraction.
const time = z.union([z.number(), z.string()]).nullish();
const contactSchema = z.looseObject({
  Id: z.string().min(1),
  InitialContactId: text,
  PreviousContactId: text,
  InitiationMethod: text,
  Channel: text,
  QueueInfo: z.looseObject({ Id: text }).nullish(),
  AgentInfo: z.looseObject({ Id: text, ConnectedToAgentTimestamp: time }).nullish(),
  InitiationTimestamp: time,
  DisconnectTimestamp: time,
  DisconnectReason: text,
  CustomerEndpoint: z.looseObject({ Type: text, Address: text }).nullish(),
});
type Contact = z.output<typeof contactSchema>;
const listSchema = z.looseObject({ Contacts: z.array(z.unknown()), NextToken: text });
const describedSchema = z.looseObject({ Contact: contactSchema });
const heardSchema = z.looseObject({ Segments: z.array(z.looseObject({})), NextToken: text });

async function pageOf(round: Round): Promise<Polled> {
  const list = listSchema.safeParse(await listed(round));
  if (!list.success) return { kind: 'failed', why: 'the answer is no list of contacts' };
  const parts: FormatCallPart[] = [];
  for (const told of list.data.Contacts) parts.push(...(await partsOf(told, round)));
  return { kind: 'page', items: [], parts, ...afterListPage(round.walk, list.data.NextToken || null) };
}

function listed({ account: { instanceId, connectUrl: url }, walk, ask }: Round): Promise<unknown> {
  const body = {
    InstanceId: instanceId,
    TimeRange: {
      Type: 'DISCONNECT_TIMESTAMP',
      StartTime: Math.floor(Date.parse(walk.since) / 1_000),
      EndTime: Math.ceil(Date.parse(walk.until) / 1_000),
    },
    SearchCriteria: { Channels: ['VOICE'] },
    Sort: { FieldName: 'DISCONNECT_TIMESTAMP', Order: 'ASCENDING' },
    MaxResults: PAGE,
    ...(walk.step === '' ? {} : { NextToken: walk.step }),
  };
  return ask({ method: 'POST', url, path: '/search-contacts', body });
}

/** A contact as the pushes that tell of it, read as they are. */
async function partsOf(told: unknown, round: Round): Promise<FormatCallPart[]> {
  const listed = contactSchema.safeParse(told);
  if (!listed.success) return [unreadable(told, listed.error)];
  const events = await eventsOf(listed.data, round);
  const heard = round.words ? await heardIn(listed.data, round) : null;
  return heard ? [...events, ...readAsPush(amazonConnect, heard)] : events;
}

/** With who called and why it ended; by the list's own words where a contact is no longer kept. */
async function eventsOf(contact: Contact, { account, ask }: Round): Promise<FormatCallPart[]> {
  const path = `/contacts/${account.instanceId}/${encodeURIComponent(contact.Id)}`;
  const answer = await ask({ method: 'GET', url: account.connectUrl, path, nothing: [404] });
  const described = describedSchema.optional().safeParse(answer);
  if (!described.success) return [unreadable(answer, described.error)];
  return readAsPush(amazonConnect, eventOf({ ...contact, ...described.data?.Contact }, account));
}

function eventOf(contact: Contact, { region, instanceId }: ConnectAccount): object {
  const { QueueInfo: queue, AgentInfo: agent, CustomerEndpoint: customer } = contact;
  const connectedToAgentTimestamp = isoOf(agent?.ConnectedToAgentTimestamp);
  return {
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    region,
    detail: {
      eventType: 'DISCONNECTED',
      contactId: contact.Id,
      initialContactId: contact.InitialContactId,
      previousContactId: contact.PreviousContactId,
      channel: contact.Channel,
      initiationMethod: contact.InitiationMethod,
      initiationTimestamp: isoOf(contact.InitiationTimestamp),
      disconnectTimestamp: isoOf(contact.DisconnectTimestamp),
      disconnectReason: contact.DisconnectReason,
      // Of both the format keeps what follows the last stroke.
      queueInfo: queue?.Id ? { queueArn: `instance/${instanceId}/queue/${queue.Id}` } : null,
      agentInfo: agent?.Id ? { agentArn: `instance/${instanceId}/agent/${agent.Id}`, connectedToAgentTimestamp } : null,
      customerEndpoint: customer ? { type: customer.Type, address: customer.Address } : null,
    },
  };
}

// To the millisecond, as events say it.
function isoOf(given: number | string | null | undefined): string | undefined {
  const at = typeof given === 'number' ? Math.round(given * 1_000) : Date.parse(given ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

// A hundred turns each; nobody speaks longer.
const LAST_PAGE = 100;

/** All that Contact Lens heard, or null: not analysed in real time, no longer kept, or not yet at its end. */
async function heardIn({ Id: ContactId, ...contact }: Contact, { account, ask }: Round): Promise<object | null> {
  const InitiationTimestamp = isoOf(contact.InitiationTimestamp);
  const Segments: object[] = [];
  let token: string | null | undefined;
  for (let page = 0; page < LAST_PAGE; page++) {
    const answer = await askLens(ask, account, { ContactId, ...(token ? { NextToken: token } : {}) });
    if (answer === undefined) return null;
    const heard = heardSchema.safeParse(answer);
    if (!heard.success) throw new Troubled({ kind: 'failed', why: 'the answer is no list of segments' });
    Segments.push(...heard.data.Segments);
    token = heard.data.NextToken;
    if (!token) return { ContactId, InitiationTimestamp, Segments };
    // A token after nothing says that more may be heard later; the next round asks again.
    if (heard.data.Segments.length === 0) return null;
  }
  return { ContactId, InitiationTimestamp, Segments };
}

async function askLens(ask: AskConnect, { instanceId, lensUrl: url }: ConnectAccount, about: object): Promise<unknown> {
  const body = { InstanceId: instanceId, MaxResults: 100, ...about };
  const path = '/realtime-contact-analysis/analysis-segments';
  try {
    return await ask({ method: 'POST', url, path, body, nothing: [400, 404] });
  } catch (error) {
    if (!(error instanceof Troubled) || error.trouble.kind !== 'failed') throw error;
    const why = `Contact Lens: ${error.trouble.why} (with contactLens = no it is not asked)`;
    throw new Troubled({ ...error.trouble, why });
  }
}
