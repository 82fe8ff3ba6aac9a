import { z } from 'zod';
import { CAUSES, KINDS, LANGUAGES, PRODUCTS, SCRIPTS, SENTIMENTS, URGENCIES } from './vocabulary';

/** What decided a label: a rule by name and, where it rests on words, their offsets (UTF-16) in the text or title. */
export const reasonSchema = z.object({
  rule: z.string().min(1),
  field: z.enum(['text', 'title']).optional(),
  start: z.number().int().min(0).optional(),
  end: z.number().int().min(0).optional(),
});
export type Reason = z.output<typeof reasonSchema>;

const label = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.object({
    /** Always the best guess; when `needsReview` stands beside it, a person decides. */
    value: z.enum(values),
    confidence: z.number().min(0).max(1),
    needsReview: z.boolean(),
    because: z.array(reasonSchema),
  });

export const labelsSchema = z.object({
  product: label(PRODUCTS),
  cause: label(CAUSES),
  kind: label(KINDS),
  sentiment: label(SENTIMENTS),
  urgency: label(URGENCIES),
  language: z.enum(LANGUAGES),
  script: z.enum(SCRIPTS),
  modelVersion: z.string().min(1),
});
export type Labels = z.output<typeof labelsSchema>;

/** The bare values, as `case.changed` carries them. */
export const labelValuesSchema = z.object({
  product: z.enum(PRODUCTS),
  cause: z.enum(CAUSES),
  kind: z.enum(KINDS),
  sentiment: z.enum(SENTIMENTS),
  urgency: z.enum(URGENCIES),
});
export type LabelValues = z.output<typeof labelValuesSchema>;
