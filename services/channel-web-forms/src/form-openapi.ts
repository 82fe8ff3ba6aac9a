import type { ChannelDefinition } from '@hearback/channel';
import { z } from 'zod';
import { FORM_TYPES } from './domain/form-fields';
import { HONEYPOT, TOKEN } from './domain/form-page';

const SOURCE = { name: 'sourceId', in: 'path' as const, description: 'A source whose setting hostedForm is true.' };
const LANG = {
  name: 'lang',
  in: 'query' as const,
  description: 'zh-Hans, zh-Hant or en; otherwise Accept-Language decides.',
};
const REFERENCE = { name: 'reference', in: 'query' as const, description: 'The feedbackId that is shown.' };
const FORM = z.object({
  [TOKEN]: z.string(),
  text: z.string(),
  topic: z.string().optional(),
  name: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  consent: z.string().optional(),
  [HONEYPOT]: z.string().optional(),
});

const page = (description: string) => ({ description, schema: z.string(), contentType: 'text/html' });
const NO_FORM = { 404: page('No form has this id'), 503: page('Not ready; see Retry-After') };

/** What the OpenAPI document says of the hosted form. */
export const FORM_OPENAPI: NonNullable<ChannelDefinition['ownOpenApi']> = [
  {
    method: 'get',
    path: '/forms/widget.js',
    summary: 'The script that puts a form on a page of the bank',
    authenticated: false,
    responses: { 200: { description: 'The script', schema: z.string(), contentType: 'text/javascript' } },
  },
  {
    method: 'get',
    path: '/forms/{sourceId}',
    summary: 'The form, as a page that needs no script',
    parameters: [SOURCE, LANG],
    authenticated: false,
    responses: { 200: page('The form'), ...NO_FORM },
  },
  {
    method: 'post',
    path: '/forms/{sourceId}',
    summary: 'What the form sends; the thanks follow once it is durable',
    parameters: [SOURCE, LANG],
    authenticated: false,
    body: FORM_TYPES.map((contentType) => ({ contentType, schema: FORM })),
    responses: {
      303: { description: 'Durable; Location leads to the thanks with the reference number' },
      400: page('No form could be read in the body'),
      404: page('No form has this id'),
      413: page('Larger than 4 MiB'),
      415: page('The body is compressed'),
      422: page('The form again, with what was typed and what has to be mended'),
      429: page('The form again; see Retry-After'),
      503: page('The form again, because Kafka did not take it; or not ready. See Retry-After'),
    },
  },
  {
    method: 'get',
    path: '/forms/{sourceId}/thanks',
    summary: 'The thanks for a form',
    parameters: [SOURCE, LANG, REFERENCE],
    authenticated: false,
    responses: { 200: page('The thanks'), ...NO_FORM },
  },
];
