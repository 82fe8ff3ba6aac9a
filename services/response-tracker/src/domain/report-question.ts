import { z } from 'zod';
import { periodOf, ratesQuerySchema } from './period';

export const REPORT_FORMATS = ['xlsx', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
export const REPORT_LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

export const reportFormat = z.enum(REPORT_FORMATS, { error: `expected ${REPORT_FORMATS.join(' or ')}` });
export const reportLanguage = z.enum(REPORT_LANGUAGES, { error: `expected ${REPORT_LANGUAGES.join(', ')}` });

/** What POST /v1/reports takes. Days are those of `zone`; without `asOf` the report tells what is known now. */
export const reportRequestSchema = ratesQuerySchema.required({ from: true, to: true }).extend({
  format: reportFormat,
  language: reportLanguage,
});

/** What a report is made of; with the same question it is made again with the same numbers. */
export interface ReportQuestion {
  from: Date;
  to: Date;
  /** The figures are those of the last checkpoint sealed by then. */
  asOf: Date;
  /** In which its dates are told. */
  zone: string;
  language: ReportLanguage;
  format: ReportFormat;
}

export type AskedReport =
  { ok: true; question: ReportQuestion; live: boolean } | { ok: false; field: string; detail: string };

/** The question of a request. */
export function reportQuestionOf(asked: z.output<typeof reportRequestSchema>, now: Date): AskedReport {
  const { format, language, ...times } = asked;
  const period = periodOf(times, now);
  if (!period.ok) return period;
  const { from, to, asOf, live } = period;
  return { ok: true, live, question: { from, to, asOf, zone: asked.zone, language, format } };
}
