import type { ListWalk } from '@hearback/channel';
import { z } from 'zod';
import { typeform } from '../formats/typeform';
import { answerPoller, type Ask, type ListedPage } from './answer-list';

const PAGE = 200;

/**
 * Typeform's list of completed responses, the latest first, and the form's own fields: the list says neither titles nor
 * scales, which a push does. Setting `formId`, several separated by commas; credential `token` (scopes `responses:read` and `forms:read`).
 */
export const typeformPoller = answerPoller({
  format: typeform,
  baseUrl: 'https://api.typeform.com',
  firstStep: '',
  // The newest responses may be missing from the list for half an hour.
  overlapMs: 2 * 3_600_000,
  formSetting: 'formId',
  formOf: ({ settings: { formId = '' }, credentials: { token } }) => {
    if (!/^[\w-]{1,64}$/.test(formId)) return 'the setting formId is missing or none';
    if (!token) return 'the credential token is missing';
    return { headers: { authorization: `Bearer ${token}` }, page: (walk, ask) => pageOf(formId, walk, ask) };
  },
});

const listSchema = z.looseObject({ items: z.array(z.looseObject({ token: z.string() })) });

interface FormField {
  properties?: { fields?: FormField[] | undefined } | undefined;
}
const fieldSchema: z.ZodType<FormField> = z.lazy(() =>
  z.looseObject({ properties: z.looseObject({ fields: z.array(fieldSchema).optional() }).optional() }),
);
const formSchema = z.looseObject({ title: z.string().optional(), fields: z.array(fieldSchema).default([]) });

async function pageOf(formId: string, { since, step: before }: ListWalk, ask: Ask): Promise<ListedPage> {
  const query = new URLSearchParams({
    page_size: String(PAGE),
    // To the second, as Typeform reads it.
    since: since.slice(0, 19),
    ...(before ? { before } : {}),
  });
  const { items } = await ask(`/forms/${formId}/responses?${query}`, listSchema);
  if (items.length === 0) return { answers: [], next: null };
  const { title, fields } = await ask(`/forms/${formId}`, formSchema);
  const definition = { id: formId, title, fields: flat(fields) };
  const answers = items.map((item) => ({
    payload: { event_type: 'form_response', form_response: { ...item, form_id: formId, definition } },
  }));
  return { answers, next: items.length < PAGE ? null : items.at(-1)!.token };
}

/** The fields of groups beside all others, as a push has them. */
function flat(fields: readonly FormField[]): FormField[] {
  return fields.flatMap((field) => [field, ...flat(field.properties?.fields ?? [])]);
}
