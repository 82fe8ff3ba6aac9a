import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** JSON Schemas of one document. */
export interface JsonSchemas {
  /** What may be sent. */
  ofInput(schema: z.ZodType): JsonSchema;
  /** What is answered: defaults are filled in, and fields may be added later, so readers must bear unknown ones. */
  ofOutput(schema: z.ZodType): JsonSchema;
  /** Those with `.meta({ id })`, for `components.schemas`; filled by the calls above. */
  named: Record<string, JsonSchema>;
}

export function jsonSchemas(): JsonSchemas {
  const named: Record<string, JsonSchema> = {};
  const read = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    // In an object, because zod refers to named schemas only from within another.
    const { properties, $defs = {} } = z.toJSONSchema(z.object({ schema }), {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (io === 'input') return;
        if (isOpen(zodSchema)) delete jsonSchema.additionalProperties;
        // A format says to readers what its long pattern says to those who check.
        if (jsonSchema.format) delete jsonSchema.pattern;
      },
    });
    for (const [name, definition] of Object.entries($defs)) {
      const component = refsToComponents(definition) as JsonSchema;
      if (JSON.stringify((named[name] ??= component)) !== JSON.stringify(component))
        throw new Error(`two schemas of one document are called ${name}`);
    }
    return refsToComponents(properties!['schema']) as JsonSchema;
  };
  return { ofInput: (schema) => read(schema, 'input'), ofOutput: (schema) => read(schema, 'output'), named };
}

// zod closes every object of an answer; only strict ones were meant to be closed.
function isOpen(schema: z.core.$ZodTypes): boolean {
  return schema._zod.def.type === 'object' && schema._zod.def.catchall === undefined;
}

function refsToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(refsToComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' ? String(inner).replace('#/$defs/', '#/components/schemas/') : refsToComponents(inner),
    ]),
  );
}
