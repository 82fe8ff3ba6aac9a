import { createHmac } from 'node:crypto';
import {
  faultsOf,
  readJsonPayload,
  sameSignature,
  type Fetched,
  type Format,
  type FormatReading,
  type VendorAnswer,
} from '@hearback/channel';
import { z } from 'zod';
import { answersItem, type FormAnswer, type Mapping } from '../domain/answers-item';

/**
 * SurveyMonkey. Its webhook only says that a response exists; the answers are asked for with the credential `token`, written out
 * (`simple=true`). A mapping names a question by its id or its heading; answers to several rows of one question by `<id>.<row id>`.
 */
export const surveymonkey: Format = {
  name: 'surveymonkey',
  version: 1,
  contentTypes: ['application/json', 'application/vnd.surveymonkey.response.v1+json'],
  baseUrl: 'https://api.surveymonkey.com',
  // The key is the app's client id and secret with & between them; the id comes with every call.
  verify: ({ rawBody, headers }, secret) =>
    [secret, `${String(headers['sm-apikey'] ?? '')}&${secret}`].some((key) =>
      sameSignature(headers['sm-signature'], createHmac('sha1', key).update(rawBody).digest('base64')),
    ),
  fetch: async (payload, { access, http }) => {
    const json = readJsonPayload(payload);
    const call = callSchema.safeParse(json.ok ? json.value : null);
    if (!call.success || !EVENTS.includes(call.data.event_type)) return { kind: 'as-it-came' };
    const { token } = access.credentials;
    if (token === undefined)
      return { kind: 'failed', why: 'the source needs the credential "token" to ask for answers' };
    const { object_id: responseId, resources } = call.data;
    const path = `/v3/surveys/${resources.survey_id}/responses/${responseId}/details?simple=true`;
    return fetchedOf(await http.request({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } }));
  },
  read: (payload, context) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const thin = eventSchema.safeParse(json.value);
    if (thin.success) return readThin(thin.data.event_type);
    const response = responseSchema.safeParse(json.value);
    if (!response.success) return { kind: 'refused', faults: faultsOf(response.error) };
    return readingOf(response.data, context?.mapping ?? {});
  },
};

const EVENTS = ['response_completed', 'response_updated', 'response_created'];
const RETRY_SECONDS = 60;

// They become part of an address, so they must be digits.
const id = z.union([z.string().regex(/^\d{1,30}$/, 'expected digits'), z.int().nonnegative().transform(String)]);
const eventSchema = z.looseObject({ event_type: z.string() });
const callSchema = eventSchema.extend({ object_id: id, resources: z.looseObject({ survey_id: id }) });

function fetchedOf({ status, headers, body }: VendorAnswer): Fetched {
  if (status === 200) return { kind: 'fetched', payload: body, contentType: 'application/json' };
  const seconds = Number(headers['retry-after']) || RETRY_SECONDS;
  if (status === 429 || status >= 500) return { kind: 'wait', seconds, why: `it answered ${status}` };
  return { kind: 'failed', why: `SurveyMonkey answered ${status} when it was asked for the answers` };
}

function readThin(event: string): FormatReading {
  if (!EVENTS.includes(event)) return { kind: 'ignored', why: 'tells of something else than a response' };
  const detail = 'this only says that a response exists, and its answers could not be asked for';
  return { kind: 'refused', faults: [{ path: '', reason: 'not-fetched', detail }] };
}

// Open objects: SurveyMonkey adds fields without notice.
const answerSchema = z.looseObject({
  choice_id: z.string().optional(),
  row_id: z.string().optional(),
  other_id: z.string().optional(),
  text: z.string().optional(),
  simple_text: z.string().optional(),
});
const questionSchema = z.looseObject({
  id: z.string(),
  heading: z.string().optional(),
  answers: z.array(answerSchema).default([]),
});
const responseSchema = z.looseObject({
  id: z.string().min(1),
  survey_id: z.string().optional(),
  collector_id: z.string().optional(),
  response_status: z.string().optional(),
  date_created: z.string().optional(),
  date_modified: z.string().optional(),
  email_address: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  custom_variables: z.record(z.string(), z.string()).optional(),
  pages: z.array(z.looseObject({ questions: z.array(questionSchema).default([]) })),
});
type Response = z.output<typeof responseSchema>;
type Question = z.output<typeof questionSchema>;

function readingOf(response: Response, mapping: Mapping): FormatReading {
  const questions = response.pages.flatMap((page) => page.questions);
  const item = answersItem([...questions.flatMap(answersOf), ...knownOf(response)], mapping);
  if (item.text === '' && response.response_status === 'partial')
    return { kind: 'ignored', why: 'a response that says nothing yet' };
  const { date_created: createdAt, date_modified: updatedAt, survey_id: survey, collector_id: collector } = response;
  const value = {
    externalId: response.id,
    ...(createdAt ? { occurredAt: createdAt } : {}),
    ...(updatedAt ? { updatedAt } : {}),
    ...item,
    attributes: { ...(survey ? { survey } : {}), ...(collector ? { collector } : {}), ...(item.attributes as object) },
  };
  return { kind: 'read', items: [{ value }] };
}

/** One answer for each row of a question; several choices of a row are joined, a written "other" is the customer's own. */
function answersOf({ id: questionId, heading, answers }: Question): FormAnswer[] {
  const rows = new Map<string, FormAnswer>();
  for (const answer of answers) {
    const row = answer.other_id ?? answer.row_id;
    // The heading alone would mean every row.
    const names = row === undefined ? [questionId, ...(heading ? [heading] : [])] : [`${questionId}.${row}`];
    const before = rows.get(names[0]!);
    const value = valueOf(answer);
    rows.set(names[0]!, {
      names,
      value: before ? `${before.value}, ${value}` : value,
      free: answer.text !== undefined && answer.choice_id === undefined,
    });
  }
  return [...rows.values()];
}

function valueOf({ text, simple_text: written, choice_id: choice }: z.output<typeof answerSchema>): string {
  return text ?? written ?? choice ?? '';
}

/** What the bank knew of the person when it sent the survey. */
function knownOf(response: Response): FormAnswer[] {
  const name = [response.first_name, response.last_name].filter(Boolean).join(' ');
  const known = [
    { names: ['email_address'], value: response.email_address ?? '', free: false, means: 'author.email' },
    { names: ['name'], value: name, free: false, means: 'author.name' },
  ];
  const custom = Object.entries(response.custom_variables ?? {});
  return [...known, ...custom.map(([key, value]) => ({ names: [key], value, free: false }))];
}
