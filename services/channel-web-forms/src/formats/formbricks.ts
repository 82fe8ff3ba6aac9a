import { faultsOf, readJsonPayload, standardWebhookSigned, type Format, type FormatReading } from '@hearback/channel';
import { z } from 'zod';
import { answersItem, type FormAnswer, type Mapping } from '../domain/answers-item';

/**
 * Formbricks' webhook: `responseCreated`, `responseUpdated` and `responseFinished` carry the whole response so far, so a later one is a
 * revision of the same feedback. One without words is passed over until it is finished.
 * Newer versions sign as Standard Webhooks 1.0 says, by the secret `whsec_…` that Formbricks shows; older ones sign nothing, and the
 * secret is in the address.
 * A mapping names the questions by their ids, as the survey shows them; hidden fields and variables by their names.
 */
export const formbricks: Format = {
  name: 'formbricks',
  version: 1,
  contentTypes: ['application/json'],
  secretAddress: true,
  verify: standardWebhookSigned,
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const call = callSchema.safeParse(json.value);
    if (!call.success) return { kind: 'refused', faults: faultsOf(call.error) };
    if (!EVENTS.includes(call.data.event)) return { kind: 'ignored', why: 'tells of something else than a response' };
    const response = responseSchema.safeParse(call.data.data);
    if (response.success) return readingOf(response.data, context?.mapping ?? {});
    return {
      kind: 'refused',
      faults: faultsOf(response.error).map((f) => ({ ...f, path: f.path === '' ? 'data' : `data.${f.path}` })),
    };
  },
};

const EVENTS = ['responseCreated', 'responseUpdated', 'responseFinished'];

// Open objects: Formbricks adds fields with every release.
const callSchema = z.looseObject({ event: z.string(), data: z.unknown() });
const answerSchema = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  z.null(),
]);
const responseSchema = z.looseObject({
  id: z.string().min(1),
  surveyId: z.string().min(1),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  finished: z.boolean().default(false),
  data: z.record(z.string(), answerSchema),
  contactAttributes: z.record(z.string(), z.string()).nullish(),
  language: z.string().nullish(),
  meta: z.looseObject({ url: z.string().nullish() }).nullish(),
});
type Response = z.output<typeof responseSchema>;

// "default" is what Formbricks calls the language of a survey that has only one.
const NO_LANGUAGE = 'default';

function readingOf(response: Response, mapping: Mapping): FormatReading {
  const { id, surveyId, createdAt, updatedAt, finished, language, meta } = response;
  const item = answersItem([...answersOf(response), ...contactOf(response)], mapping);
  if (item.text === '' && !finished) return { kind: 'ignored', why: 'a response that says nothing yet' };
  const value = {
    externalId: id,
    ...(createdAt ? { occurredAt: createdAt } : {}),
    ...(updatedAt ? { updatedAt } : {}),
    ...(language && language !== NO_LANGUAGE ? { language } : {}),
    ...(meta?.url ? { url: meta.url.slice(0, 2_048) } : {}),
    ...item,
    attributes: { survey: surveyId, ...(item.attributes as object) },
  };
  return { kind: 'read', items: [{ value }] };
}

function answersOf({ data }: Response): FormAnswer[] {
  return Object.entries(data).map(([id, answer]) => ({
    names: [id],
    value: valueOf(answer),
    free: typeof answer === 'string',
  }));
}

// Attributes of a contact that the bank's own page has identified.
function contactOf({ contactAttributes }: Response): FormAnswer[] {
  return Object.entries(contactAttributes ?? {}).map(([name, value]) => ({
    names: [`contact.${name}`],
    value,
    free: false,
    ...(Object.hasOwn(CONTACT, name) ? { means: CONTACT[name]! } : {}),
  }));
}

const CONTACT: Partial<Record<string, string>> = { email: 'author.email', phone: 'author.phone' };

/** Several choices with commas; a matrix as "row: column" lines. */
function valueOf(answer: z.output<typeof answerSchema>): string {
  if (answer === null) return '';
  if (Array.isArray(answer)) return answer.filter((part) => part !== '').join(', ');
  if (typeof answer !== 'object') return String(answer);
  return Object.entries(answer)
    .filter(([, value]) => value !== null && value !== '')
    .map(([row, value]) => `${row}: ${value}`)
    .join('\n');
}
