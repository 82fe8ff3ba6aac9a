import { createHmac } from 'node:crypto';
import { faultsOf, readJsonPayload, sameSignature, type Format, type FormatItem } from '@hearback/channel';
import { FEEDBACK_LIMITS } from '@hearback/contracts';
import { z } from 'zod';

/**
 * Typeform webhooks. How answers are read:
 * - text answers are the customer's words, one a line, except fields with the ref `name`, `title`, `customer_number`, `branch`;
 * - e-mail and phone answers say who it is; hidden fields `customer_number`, `branch` and `name` too;
 * - the first rating or opinion scale becomes stars, brought to 1–5 by its steps;
 * - everything else becomes an attribute under the field's ref, or else its title.
 */
export const typeform: Format = {
  name: 'typeform',
  version: 2,
  contentTypes: ['application/json'],
  verify: ({ rawBody, headers }, secret) =>
    sameSignature(
      headers['typeform-signature'],
      `sha256=${createHmac('sha256', secret).update(rawBody).digest('base64')}`,
    ),
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const call = callSchema.safeParse(json.value);
    if (!call.success) return { kind: 'refused', faults: faultsOf(call.error) };
    if (call.data.event_type !== 'form_response')
      return { kind: 'ignored', why: 'tells of something else than a finished form' };
    const response = responseSchema.safeParse(call.data.form_response);
    if (response.success) return { kind: 'read', items: [itemOf(response.data)] };
    const faults = faultsOf(response.error).map((f) => ({ ...f, path: `form_response.${f.path}` }));
    return { kind: 'refused', faults };
  },
};

// Open objects: Typeform adds fields without notice, and none of them may cost a customer's words.
const callSchema = z.looseObject({ event_type: z.string(), form_response: z.unknown() });
const fieldSchema = z.looseObject({ id: z.string(), type: z.string(), ref: z.string().optional() });
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const responseSchema = z.looseObject({
  form_id: z.string(),
  token: z.string().min(1),
  submitted_at: z.string(),
  hidden: z.record(z.string(), scalar.nullable()).optional(),
  definition: z
    .looseObject({
      title: z.string().optional(),
      fields: z.array(fieldSchema.extend({ title: z.string().optional(), properties: z.looseObject({}).optional() })),
    })
    .optional(),
  answers: z.array(z.looseObject({ type: z.string(), field: fieldSchema })).default([]),
});
type Response = z.output<typeof responseSchema>;
type Answer = Response['answers'][number];
type Field = NonNullable<Response['definition']>['fields'][number];

interface Draft {
  words: string[];
  stars?: number;
  author: Record<string, string>;
  roles: Record<string, string>;
  attributes: Record<string, string>;
  attachments: { url: string }[];
}

/** Fields that say something about the form instead of holding the customer's words, by ref or by name of a hidden field. */
const ROLES = ['name', 'title', 'customer_number', 'branch'];

function itemOf(response: Response): FormatItem {
  const draft: Draft = { words: [], author: {}, roles: {}, attributes: { form: response.form_id }, attachments: [] };
  for (const [name, value] of Object.entries(response.hidden ?? {}))
    if (value !== null) hide(draft, name, String(value));
  for (const answer of response.answers) take(draft, answer, fieldOf(response, answer));
  const { name, title, customer_number: customerNumber, branch } = draft.roles;
  const author = given({ ...draft.author, name, customerNumber });
  return {
    value: given({
      externalId: response.token,
      occurredAt: response.submitted_at,
      text: draft.words.join('\n'),
      title,
      branch,
      author: Object.keys(author).length > 0 ? author : undefined,
      rating: draft.stars === undefined ? undefined : { stars: draft.stars },
      attributes: draft.attributes,
    }),
    attachments: draft.attachments,
  };
}

function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function hide(draft: Draft, name: string, value: string): void {
  if (ROLES.includes(name)) draft.roles[name] = value;
  // The page's own marks are no words of the customer's; what is too long of one is cut, or it would cost the whole form.
  else attribute(draft, name, cutTo(value, ATTRIBUTE_BYTES));
}

// Below the cap of an attribute with its name, and of their number, with room for the form itself.
const ATTRIBUTE_BYTES = FEEDBACK_LIMITS.attributeBytes - 400;
const ATTRIBUTES = FEEDBACK_LIMITS.attributes - 10;

/** Whether an attribute found room. */
function attribute({ attributes }: Draft, given: string, value: string): boolean {
  const name = given.slice(0, 100);
  const full = Object.keys(attributes).length >= ATTRIBUTES;
  if (full || name === '__proto__' || Object.hasOwn(attributes, name) || Buffer.byteLength(value) > ATTRIBUTE_BYTES)
    return false;
  attributes[name] = value;
  return true;
}

/** What an answer says beside the words, or a line of the words where attributes have no room: no answer is lost. */
function keep(draft: Draft, field: Field, value: string): void {
  if (!attribute(draft, nameOf(field), value)) draft.words.push(`${nameOf(field)}: ${value}`);
}

function cutTo(text: string, bytes: number): string {
  return Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
}

function take(draft: Draft, answer: Answer, field: Field): void {
  const value = answer[answer.type];
  const takeText = TEXT_ANSWERS.get(answer.type);
  if (takeText && typeof value === 'string') return takeText(draft, value, field);
  if (typeof value === 'number') draft.stars ??= starsOf(value, field);
  const { labels, other } = choiceOf(value);
  if (labels !== '') keep(draft, field, labels);
  if (other !== undefined) draft.words.push(other);
}

type TakeText = (draft: Draft, text: string, field: Field) => void;
const TEXT_ANSWERS: ReadonlyMap<string, TakeText> = new Map<string, TakeText>([
  [
    'text',
    (draft, text, { ref }) => {
      if (ref !== undefined && ROLES.includes(ref)) draft.roles[ref] = text;
      else draft.words.push(text);
    },
  ],
  ['email', (draft, text, field) => identify(draft, field, { email: text })],
  ['phone_number', (draft, text, field) => identify(draft, field, { phone: text })],
  ['file_url', (draft, url) => draft.attachments.push({ url })],
]);

/** The first address and number are the customer's; a second is somebody else's, or another of theirs. */
function identify(draft: Draft, field: Field, contact: { email: string } | { phone: string }): void {
  const [[name, value]] = Object.entries(contact) as [[string, string]];
  if (draft.author[name] === undefined) draft.author[name] = value;
  else keep(draft, field, value);
}

function fieldOf(response: Response, answer: Answer): Field {
  const declared = response.definition?.fields.find(({ id }) => id === answer.field.id);
  return { ...declared, ...answer.field };
}

// The ref is the form author's own name; Typeform puts a UUID there when none was given.
function nameOf(field: Field): string {
  const given = field.ref && !/^[0-9a-f]{8}-/.test(field.ref) ? field.ref : (field.title ?? field.id);
  return given.slice(0, 100);
}

const SCALES = new Map<string, { steps: number; lowest: 0 | 1 }>([
  ['rating', { steps: 5, lowest: 1 }],
  ['opinion_scale', { steps: 11, lowest: 0 }],
  ['nps', { steps: 11, lowest: 0 }],
]);

/** Stars of a rating (5 steps unless it says otherwise) or an opinion scale (0 to 10). */
function starsOf(value: number, { type, properties }: Field): number | undefined {
  const scale = SCALES.get(type);
  if (!scale) return undefined;
  const steps = Number(properties?.steps ?? scale.steps);
  const lowest = properties?.start_at_one === true ? 1 : scale.lowest;
  const share = (value - lowest) / (steps - 1);
  return share >= 0 && share <= 1 ? 1 + Math.round(share * 4) : undefined;
}

const choiceSchema = z.object({
  label: z.string().optional(),
  labels: z.array(z.string()).optional(),
  other: z.string().optional(),
});

/** What was chosen, and what was written in the field "other", which is the customer's own words. */
function choiceOf(value: unknown): { labels: string; other?: string | undefined } {
  if (['string', 'number', 'boolean'].includes(typeof value)) return { labels: String(value) };
  const choice = choiceSchema.safeParse(value);
  if (!choice.success) return { labels: '' };
  const { label, labels = [], other } = choice.data;
  return { labels: [...(label === undefined ? [] : [label]), ...labels].join(', '), other };
}
