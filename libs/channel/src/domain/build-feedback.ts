import { hash } from 'node:crypto';
import type { Feedback, FeedbackItem, Identity, feedbackSchema } from '@hearback/contracts';
import { cleanText, detectWriting } from '@hearback/text';
import type { z } from 'zod';
import type { Arrival, Attachment, GivenItem, Sealing } from './arrival';
import { customerKeyOf, identitiesOf } from './customer';
import type { Fault } from './fault';
import { feedbackIdOf, repeatableId } from './feedback-id';
import { sentAs } from './sent-as';

export type NewFeedback = z.input<typeof feedbackSchema>;

/** What the checks of an item have found out on their way. */
export interface Checked {
  faults: Fault[];
  text: string;
  title: string | undefined;
  repaired: boolean;
  occurredAt: Date | null;
  updatedAt: Date | null;
  attributes: Record<string, string>;
}

interface Parts {
  given: GivenItem;
  item: FeedbackItem;
  checked: Checked;
}

/** The normalised feedback of an item without faults. */
export function buildFeedback({ given, item, checked }: Parts, arrival: Arrival): NewFeedback {
  const { source, receivedAt, sealing } = arrival;
  const identities = identitiesOf(item.author, source, sealing.identity);
  const repeatable = idOf({ given, item, checked }, arrival, identities);
  const feedbackId = repeatable ?? arrival.randomId();
  const { text, title, repaired } = checked;
  const attachments = given.attachments ?? [];
  return {
    feedbackId,
    contentHash: contentHash([title ?? null, text, item.rating?.stars ?? null, attachments]),
    sourceUpdatedAt: checked.updatedAt?.toISOString(),
    channel: source.channel,
    sourceId: source.sourceId,
    format: arrival.format,
    externalId: cleaned(item.externalId),
    url: cleaned(item.url),
    ...timesOf(checked, receivedAt),
    repaired,
    originalEncrypted: repaired ? sealing.originals(given.original()) : undefined,
    repeatable: repeatable !== null,
    branch: cleaned(item.branch),
    customer: customerOf(item, { identities, feedbackId, sealing }),
    title,
    text,
    ...writingOf(item.language, text),
    rating: item.rating,
    engagement: item.engagement,
    inReplyTo: pointedTo(source.sourceId, item.inReplyTo),
    sharedFrom: pointedTo(source.sourceId, item.sharedFrom),
    sentAs: sentAsOf(given, arrival, feedbackId),
    attachments,
    attributes: checked.attributes,
  };
}

// It travels with every feedback, so it does not say twice what the id says.
function sentAsOf(given: GivenItem, arrival: Arrival, feedbackId: string): NewFeedback['sentAs'] {
  const sent = sentAs(given, arrival);
  return sent?.item === feedbackId ? { within: sent.within } : sent;
}

function idOf({ given, item, checked }: Parts, arrival: Arrival, identities: readonly Identity[]): string | null {
  return repeatableId({
    sourceId: arrival.source.sourceId,
    externalId: item.externalId,
    file: given.file,
    idempotencyKey: arrival.idempotencyKey,
    index: given.index,
    itemHash: () => hash('sha256', JSON.stringify(given.value), 'hex'),
    identities,
    occurredAt: checked.occurredAt,
  });
}

/** SHA-256 over what a customer said; likes and shares change all the time and are no new content. */
function contentHash(content: [string | null, string, number | null, Attachment[]]): string {
  return hash('sha256', JSON.stringify(content), 'hex');
}

const LATE_MS = 86_400_000;

function timesOf({ occurredAt, updatedAt }: Checked, receivedAt: Date) {
  const spokenAt = occurredAt ?? updatedAt ?? receivedAt;
  return {
    occurredAt: spokenAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    late: receivedAt.getTime() - spokenAt.getTime() > LATE_MS,
  };
}

function customerOf(
  { author, region }: FeedbackItem,
  known: { identities: Identity[]; feedbackId: string; sealing: Sealing },
): NewFeedback['customer'] {
  return {
    customerKey: customerKeyOf(known.identities, known.feedbackId),
    identities: known.identities,
    kind: author?.kind,
    displayName: cleaned(author?.name),
    contactsEncrypted: contactsOf(author, known.sealing),
    region: cleaned(region),
  };
}

function contactsOf(author: FeedbackItem['author'], sealing: Sealing): string | undefined {
  if (!author) return undefined;
  const { phone, email, customerNumber, id } = author;
  if ([phone, email, customerNumber, id].every((contact) => contact === undefined)) return undefined;
  return sealing.contacts(JSON.stringify({ phone, email, customerNumber, id }));
}

/** The source's word on the language (BCP 47) goes before a guess; the script is what was written. */
function writingOf(given: string | undefined, text: string): Pick<Feedback, 'language' | 'script'> {
  const writing = detectWriting(text);
  const primary = given?.toLowerCase().split(/[-_]/)[0];
  return !primary || primary === 'und' ? writing : { ...writing, language: KNOWN_LANGUAGES.get(primary) ?? 'other' };
}

// Cantonese is written in Chinese.
const KNOWN_LANGUAGES = new Map<string, Feedback['language']>([
  ['zh', 'zh'],
  ['yue', 'zh'],
  ['cmn', 'zh'],
  ['en', 'en'],
]);

function pointedTo(sourceId: string, externalId: string | undefined): string | undefined {
  return externalId === undefined ? undefined : feedbackIdOf(sourceId, externalId);
}

function cleaned(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanText(text).text;
}
