import { PROBLEM_CONTENT_TYPE, problemSchema, SERVICES, type ServiceName } from '@hearback/contracts';
import type { z } from 'zod';
import { jsonSchemas, type JsonSchemas } from './openapi-schemas';
import { SERVICE_VERSION } from './service-version';

/** One operation of a service, declared beside its controller. Schemas are zod; JSON Schema is derived. */
export interface OpenApiRoute {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options';
  /** OpenAPI path with `{parameters}`. */
  path: string;
  summary: string;
  /** Path and query parameters by name. */
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; description: string }[];
  body?: { contentType: string; schema: z.ZodType; description?: string }[];
  responses: OpenApiAnswers;
  /** False for the few routes that need no bearer token. */
  authenticated?: boolean;
  /** A POST that changes no more when it is sent again, without an Idempotency-Key: clients may retry it. */
  repeatable?: boolean;
}

export type OpenApiAnswers = Record<number, { description: string; schema?: z.ZodType; contentType?: string }>;

export type OpenApiDocument = Record<string, unknown>;

/** The OpenAPI 3.1 document of a service from its routes; what every route may answer need not be said of each. */
export function openApiDocument(
  service: ServiceName,
  description: string,
  routes: readonly OpenApiRoute[],
): OpenApiDocument {
  const schemas = jsonSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route, schemas);
  return {
    openapi: '3.1.0',
    info: { title: `Hearback ${service}`, version: SERVICE_VERSION, description },
    servers: [{ url: `http://localhost:${SERVICES[service].port}` }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, schemas: schemas.named },
    paths,
  };
}

function operationOf(route: OpenApiRoute, schemas: JsonSchemas) {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(route.repeatable ? { 'x-repeatable': true } : {}),
    ...(route.authenticated === false ? {} : { security: [{ bearer: [] }] }),
    ...(route.parameters
      ? { parameters: route.parameters.map((p) => ({ required: p.in === 'path', ...p, schema: { type: 'string' } })) }
      : {}),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              route.body.map((b) => [
                b.contentType,
                { schema: schemas.ofInput(b.schema), ...(b.description ? { 'x-description': b.description } : {}) },
              ]),
            ),
          },
        }
      : {}),
    responses: Object.fromEntries(
      Object.entries({ ...sharedAnswers(route), ...route.responses }).map(([status, r]) => [
        status,
        {
          description: r.description,
          ...(WAITS.includes(Number(status)) ? { headers: RETRY_AFTER } : {}),
          ...(r.schema
            ? { content: { [r.contentType ?? 'application/json']: { schema: schemas.ofOutput(r.schema) } } }
            : {}),
        },
      ]),
    ),
  };
}

const WAITS = [429, 503];
const RETRY_AFTER = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } };

/** What the guard, the body parser and a store that is away answer in the place of a route. */
function sharedAnswers({ authenticated, method }: OpenApiRoute): OpenApiAnswers {
  const answers: OpenApiAnswers = { 503: refusal('Not ready, or a store is away') };
  if (authenticated !== false) {
    answers[401] = refusal('No valid bearer token');
    answers[403] = refusal('The token lacks the scope');
  }
  // Of a DELETE too: whoever sends a body has it read.
  if (method !== 'get' && method !== 'options') {
    answers[400] = refusal('The body cannot be read');
    answers[413] = refusal('The body is too large');
    answers[415] = refusal('The content type is not understood');
  }
  return answers;
}

function refusal(description: string) {
  return { description, schema: problemSchema, contentType: PROBLEM_CONTENT_TYPE };
}

/** `get /v1/cases/{caseId}` is `getCasesByCaseId`: generators name their functions after it. */
function operationIdOf({ method, path }: OpenApiRoute): string {
  const words = path
    .replace(/^\/v1\//, '/')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}
