import { SERVICES, type ServiceName } from '@hearback/contracts';
import { z } from 'zod';
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
  responses: Record<number, { description: string; schema?: z.ZodType; contentType?: string }>;
  /** False for the few routes that need no bearer token. */
  authenticated?: boolean;
}

export type OpenApiDocument = Record<string, unknown>;

/** The OpenAPI 3.1 document of a service from its routes. */
export function openApiDocument(
  service: ServiceName,
  description: string,
  routes: readonly OpenApiRoute[],
): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: { title: `Hearback ${service}`, version: SERVICE_VERSION, description },
    servers: [{ url: `http://localhost:${SERVICES[service].port}` }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

function operationOf(route: OpenApiRoute) {
  return {
    summary: route.summary,
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
                { schema: jsonSchema(b.schema), ...(b.description ? { 'x-description': b.description } : {}) },
              ]),
            ),
          },
        }
      : {}),
    responses: Object.fromEntries(
      Object.entries(route.responses).map(([status, r]) => [
        status,
        {
          description: r.description,
          ...(r.schema ? { content: { [r.contentType ?? 'application/json']: { schema: jsonSchema(r.schema) } } } : {}),
        },
      ]),
    ),
  };
}

function jsonSchema(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
