import { faultsOf, readJsonPayload, type Fetched, type Format, type FormatReading } from '@hearback/channel';
import { z } from 'zod';
import { answersItem, type FormAnswer, type Mapping } from '../domain/answers-item';
import { multipartFields } from '../domain/multipart-fields';

/**
 * Jotform. Its webhook is multipart/form-data with the answers as a JSON string in `rawRequest`, and nobody signs it; its secret is in
 * its address. With the credential `apiKey` the submission is asked for by its id, and only Jotform's own copy is believed, which
 * knows the types of questions too. A mapping names a question by its number (`3`), its name (`comments`), or both (`q3_comments`).
 */
export const jotform: Format = {
  name: 'jotform',
  version: 1,
  contentTypes: ['multipart/form-data'],
  secretAddress: true,
  baseUrl: 'https://api.jotform.com',
  fetch: async (payload, { access, http, context }) => {
    const { apiKey } = access.credentials;
    if (apiKey === undefined) return { kind: 'as-it-came' };
    const submissionId = fieldsOf(payload, context.contentType ?? '')?.get('submissionID') ?? '';
    // It becomes a part of an address. What cannot be asked for must not be believed either.
    if (!/^\d{1,30}$/.test(submissionId)) return { kind: 'failed', why: 'submissionID: expected the digits of an id' };
    const answer = await http.request({
      method: 'GET',
      path: `/submission/${submissionId}`,
      headers: { apikey: apiKey },
    });
    return fetchedOf(answer.status, answer.body);
  },
  read: (payload, context) => {
    const mapping = context?.mapping ?? {};
    return isJson(payload, context?.contentType)
      ? readSubmission(payload, mapping)
      : readPush(payload, context?.contentType ?? '', mapping);
  },
};

// What a list told was kept without a content type when it was refused; a hook's push always has one.
function isJson(payload: Buffer, contentType: string | undefined): boolean {
  return contentType === undefined ? payload[0] === 0x7b : contentType.startsWith('application/json');
}

const RETRY_SECONDS = 60;

function fetchedOf(status: number, payload: Buffer): Fetched {
  if (status === 200) return { kind: 'fetched', payload, contentType: 'application/json' };
  if (status === 429 || status >= 500) return { kind: 'wait', seconds: RETRY_SECONDS, why: `it answered ${status}` };
  return { kind: 'failed', why: `Jotform answered ${status} when it was asked for the submission` };
}

function fieldsOf(payload: Buffer, contentType: string): Map<string, string> | null {
  const fields = multipartFields(payload, contentType);
  return fields && new Map(fields.map(({ name, value }) => [name, value]));
}

const partSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const answerSchema = z.union([partSchema, z.array(z.unknown()), z.record(z.string(), z.unknown())]);
type Answer = z.output<typeof answerSchema>;

function readPush(payload: Buffer, contentType: string, mapping: Mapping): FormatReading {
  const fields = fieldsOf(payload, contentType);
  if (!fields) return refused('', 'unreadable', 'expected multipart/form-data in UTF-8');
  const submissionId = fields.get('submissionID');
  const raw = fields.get('rawRequest');
  if (!submissionId) return refused('submissionID', 'required', 'expected the id of the submission');
  if (raw === undefined) return refused('rawRequest', 'required', 'expected the answers as JSON');
  const json = readJsonPayload(Buffer.from(raw));
  if (!json.ok) return refused('rawRequest', json.fault.reason, json.fault.detail);
  const answers = z.record(z.string(), z.unknown()).safeParse(json.value);
  if (!answers.success) return refused('rawRequest', 'wrong-type', 'expected an object');
  return itemOf({ id: submissionId, formId: fields.get('formID') }, pushedAnswers(answers.data), mapping);
}

function refused(path: string, reason: string, detail: string): FormatReading {
  return { kind: 'refused', faults: [{ path, reason, detail }] };
}

// Everything else in rawRequest is about the page: `slug`, `buildDate`, `event_id` …
const QUESTION = /^q(\d+)_(.+)$/;

function pushedAnswers(raw: Record<string, unknown>): FormAnswer[] {
  return Object.entries(raw).flatMap(([key, given]) => {
    const question = QUESTION.exec(key);
    if (!question) return [];
    const answer = answerSchema.safeParse(given);
    const names = [question[2]!, question[1]!, key];
    return [{ names, value: answer.success ? valueOf(answer.data) : '', free: typeof given === 'string' }];
  });
}

const submissionSchema = z.looseObject({
  content: z.looseObject({
    id: z.coerce.string().min(1),
    form_id: z.coerce.string().optional(),
    answers: z.record(
      z.string(),
      z.looseObject({
        name: z.string().optional(),
        text: z.string().optional(),
        type: z.string().optional(),
        answer: answerSchema.optional(),
      }),
    ),
  }),
});

/** Jotform's own copy. Its times are in the zone of the account, which nothing says, so they are left alone. */
function readSubmission(payload: Buffer, mapping: Mapping): FormatReading {
  const json = readJsonPayload(payload);
  if (!json.ok) return { kind: 'refused', faults: [json.fault] };
  const submission = submissionSchema.safeParse(json.value);
  if (!submission.success) return { kind: 'refused', faults: faultsOf(submission.error) };
  const { id, form_id: formId, answers } = submission.data.content;
  const given = Object.entries(answers).map(([number, { name = number, text = name, type = '', answer }]) => ({
    names: [name, number, `q${number}_${name}`, text],
    value: answer === undefined ? '' : valueOf(answer),
    free: type === 'control_textarea' || type === 'control_textbox',
    ...(Object.hasOwn(MEANS, type) ? { means: MEANS[type]! } : {}),
  }));
  return itemOf({ id, formId }, given, mapping);
}

const MEANS: Partial<Record<string, string>> = {
  control_email: 'author.email',
  control_phone: 'author.phone',
  control_fullname: 'author.name',
  control_rating: 'rating.stars',
};

function itemOf(
  { id, formId }: { id: string; formId: string | undefined },
  answers: FormAnswer[],
  mapping: Mapping,
): FormatReading {
  const item = answersItem(answers, mapping);
  const attributes = { ...(formId ? { form: formId } : {}), ...(item.attributes as object) };
  return { kind: 'read', items: [{ value: { externalId: id, ...item, attributes } }] };
}

/** `{first, last}`, `{area, phone}`, `{full}` and lists, as one value. */
function valueOf(answer: Answer): string {
  if (answer === null) return '';
  if (typeof answer !== 'object') return String(answer);
  if ('full' in answer && typeof answer.full === 'string') return answer.full;
  return Object.values(answer)
    .map((part) => partSchema.safeParse(part))
    .flatMap((part) => (part.success && part.data !== null && part.data !== '' ? [String(part.data)] : []))
    .join(' ');
}
