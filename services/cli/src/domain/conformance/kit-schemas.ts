import { z } from 'zod';
import { caseSchema, formatSchema } from './kit';

/** The JSON Schemas of the kit's files, by their names in conformance/schema/; for vendors who write cases of their own. */
export const KIT_SCHEMAS = {
  'case.schema.json': schemaOf('A case of the conformance kit', caseSchema),
  'format.schema.json': schemaOf('A format of the conformance kit', formatSchema),
} as const;

function schemaOf(title: string, schema: z.ZodType): object {
  return { title, ...z.toJSONSchema(schema, { io: 'input' }) };
}
