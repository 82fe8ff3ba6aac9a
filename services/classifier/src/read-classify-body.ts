import { CHANNELS, FEEDBACK_LIMITS } from '@hearback/contracts';
import { ProblemError } from '@hearback/service';
import { z } from 'zod';

const stars = z.number().int().min(1).max(5);

/** An item of POST /v1/classify. A rating may be the bare number of stars or as it stands in a feedback. */
export const classifyItemSchema = z.strictObject({
  text: z.string().max(FEEDBACK_LIMITS.textLength),
  title: z.string().max(FEEDBACK_LIMITS.titleLength).optional(),
  channel: z.enum(CHANNELS).optional(),
  rating: z.union([stars, z.strictObject({ stars })], 'expected 1 to 5 stars').optional(),
});
export const classifyBodySchema = z.strictObject({
  items: z.array(classifyItemSchema).min(1).max(FEEDBACK_LIMITS.requestItems),
});

export interface ClassifyItem {
  text: string;
  title: string | undefined;
  channel: (typeof CHANNELS)[number] | undefined;
  rating: { stars: number } | undefined;
}

/**
 * The texts of a request in order.
 * @throws ProblemError 422 naming each field that is wrong as `items.<index>.<field>`, and why; never its value
 */
export function readClassifyBody(body: unknown): ClassifyItem[] {
  const result = classifyBodySchema.safeParse(body);
  if (!result.success) throw invalidBody(result.error);
  return result.data.items.map(({ text, title, channel, rating }) => ({
    text,
    title,
    channel,
    rating: typeof rating === 'number' ? { stars: rating } : rating,
  }));
}

const ERRORS_SHOWN = 20;

function invalidBody(error: z.ZodError): ProblemError {
  const errors = error.issues
    .slice(0, ERRORS_SHOWN)
    .map((issue) => ({ field: issue.path.join('.') || 'body', detail: issue.message }));
  const detail = errors.map((e) => `${e.field}: ${e.detail}`).join('; ');
  return new ProblemError({
    type: '/problems/invalid-body',
    title: 'The body is not as expected',
    status: 422,
    detail,
    errors,
  });
}
