import { z } from 'zod';
import type { EventContract } from './define-event';

/** JSON Schema (draft 2020-12) of what consumers may rely on: the shape as written, all defaults filled in. */
export function jsonSchemaOf(event: EventContract): Record<string, unknown> {
  return z.toJSONSchema(event.schema, { io: 'output', unrepresentable: 'any' }) as Record<string, unknown>;
}
