import { hash } from 'node:crypto';
import {
  FEEDBACK_LIMITS,
  feedbackItemSchema,
  type Feedback,
  type FeedbackItem,
  type feedbackSchema,
  type Source,
} from '@hearback/contracts';
import { cleanText, detectLanguage, detectScript } from '@hearback/text';
import type { z } from 'zod';
import { attributesOf } from './attributes';
import { customerKeyOf, identitiesOf, type IdentityKey } from './customer';
import { faultsOf, unknownField, type Fault } from './fault';
import { feedbackIdOf, repeatableId } from './feedback-id';
import { pastTime } from './past-time';
import type { BodyItem } from './read-body';

/** What is known of a request before its items are read. */
export interface Arrival {
  source: Source;
  /** The format that read the payload, with its version. */
  format: string;
  receivedAt: Date;
  idempotencyKey: string | null;
  sealing: Sealing;
  randomId(): string;
}

export interface Sealing {
  identity: IdentityKey;
  contacts(plain: string): string;
  originals(plain: Buffer): string;
}

export type NewFeedback = z.input<typeof feedbackSchema>;
export type Attachment = Feedback['attachments'][number];
export type Judged<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

/** An item, as a caller or a format gives it. */
export type GivenItem = Pick<BodyItem, 'index' | 'value' | 'faults' | 'original'> & { attachments?: Attachment[] };

/** One item becomes one normalised feedback, or all that is wrong with it. */
export function toFeedback(given: GivenItem, arrival: Arrival): Judged<NewFeedback> {
  if (given.faults) return { ok: false, faults: given.faults };
  const parsed = feedbackItemSchema.safeParse(given.value);
  const hidden = prototypeFields(given.value);
  if (!parsed.success) return { ok: false, faults: [...faultsOf(parsed.error), ...hidden] };
  const checked = check(parsed.data, arrival);
  const faults = [...hidden, ...checked.faults];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: build(given, parsed.data, checked, arrival) };
}

interface Checked {
  faults: Fault[];
  text: string;
  title: string | undefined;
  repaired: boolean;
  occurredAt: Date | null;
  updatedAt: Date | null;
  attributes: Record<string, string>;
}

function check(item: FeedbackItem, arrival: Arrival): Checked {
  const faults: Fault[] = [];
  const text = cleanText(item.text ?? '');
  const title = item.title === undefined ? undefined : cleanText(item.title);
  const attributes = attributesOf(item.attributes);
  const time = { timeZone: arrival.source.timeZone, now: arrival.receivedAt, faults };
  const occurredAt = pastTime(item.occurredAt, 'occurredAt', time);
  const updatedAt = pastTime(item.updatedAt, 'updatedAt', time);
  faults.push(...textFaults(item, text.text, arrival.source), ...attributes.faults);
  return {
    faults,
    text: text.text,
    title: title?.text,
    repaired: text.repaired || (title?.repaired ?? false),
    occurredAt,
    updatedAt,
    attributes: attributes.values,
  };
}

function textFaults(item: FeedbackItem, text: string, source: Source): Fault[] {
  const faults: Fault[] = [];
  const { textLength, titleLength } = FEEDBACK_LIMITS;
  if (text.length > textLength) faults.push(tooLong('text', textLength));
  if ((item.title?.length ?? 0) > titleLength) faults.push(tooLong('title', titleLength));
  // A rating speaks for itself; everywhere else a feedback without words would promise an answer to nothing.
  const rated = source.channel === 'app-rating';
  if (text.trim() === '' && !(rated && item.rating))
    faults.push({
      path: 'text',
      reason: 'required',
      detail: rated ? 'a text or a rating is needed' : 'a text is needed',
    });
  return faults;
}

function build(given: GivenItem, item: FeedbackItem, checked: Checked, arrival: Arrival): NewFeedback {
  const { source, receivedAt, sealing } = arrival;
  const identities = identitiesOf(item.author, source, sealing.identity);
  const repeatable = repeatableId({
    sourceId: source.sourceId,
    externalId: item.externalId,
    idempotencyKey: arrival.idempotencyKey,
    index: given.index,
    itemHash: () => hash('sha256', JSON.stringify(given.value), 'hex'),
    identities,
    occurredAt: checked.occurredAt,
  });
  const feedbackId = repeatable ?? arrival.randomId();
  const { text, title, attributes, repaired } = checked;
  const occurredAt = checked.occurredAt ?? checked.updatedAt ?? receivedAt;
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
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    late: receivedAt.getTime() - occurredAt.getTime() > LATE_MS,
    repaired,
    originalEncrypted: repaired ? sealing.originals(given.original()) : undefined,
    repeatable: repeatable !== null,
    branch: cleaned(item.branch),
    customer: {
      customerKey: customerKeyOf(identities, feedbackId),
      identities,
      kind: item.author?.kind,
      displayName: cleaned(item.author?.name),
      contactsEncrypted: contactsOf(item.author, sealing),
      region: cleaned(item.region),
    },
    title,
    text,
    language: languageOf(item.language, text),
    script: detectScript(text),
    rating: item.rating,
    engagement: item.engagement,
    inReplyTo: item.inReplyTo === undefined ? undefined : feedbackIdOf(source.sourceId, item.inReplyTo),
    sharedFrom: item.sharedFrom === undefined ? undefined : feedbackIdOf(source.sourceId, item.sharedFrom),
    attachments,
    attributes,
  };
}

const LATE_MS = 86_400_000;

/** SHA-256 over what a customer said; likes and shares change all the time and are no new content. */
function contentHash(content: [string | null, string, number | null, Attachment[]]): string {
  return hash('sha256', JSON.stringify(content), 'hex');
}

function contactsOf(author: FeedbackItem['author'], sealing: Sealing): string | undefined {
  if (!author) return undefined;
  const { phone, email, customerNumber, id } = author;
  if (phone === undefined && email === undefined && customerNumber === undefined && id === undefined) return undefined;
  return sealing.contacts(JSON.stringify({ phone, email, customerNumber, id }));
}

/** The source's word on the language (BCP 47) goes before a guess. */
function languageOf(given: string | undefined, text: string): Feedback['language'] {
  const primary = given?.toLowerCase().split(/[-_]/)[0];
  if (!primary || primary === 'und') return detectLanguage(text);
  return primary === 'zh' || primary === 'en' ? primary : primary === 'yue' ? 'zh' : 'other';
}

function cleaned(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanText(text).text;
}

/** JSON.parse makes `__proto__` a field like any other, and zod passes it over in silence. */
function prototypeFields(value: unknown): Fault[] {
  if (!isObject(value)) return [];
  const faults = Object.hasOwn(value, '__proto__') ? [unknownField(['__proto__'])] : [];
  for (const [name, child] of Object.entries(value))
    if (isObject(child) && Object.hasOwn(child, '__proto__')) faults.push(unknownField([name, '__proto__']));
  return faults;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function tooLong(path: string, limit: number): Fault {
  return { path, reason: 'too-long', detail: `has more than ${limit.toLocaleString('en')} characters` };
}
