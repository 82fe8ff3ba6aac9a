import { z } from 'zod';
import { businessCalendarSchema, noticeSchema, type BusinessCalendar, type Notice } from './business-calendar';

/** A calendar, or every fault of the file with its place. */
export type ReadCalendar = { ok: true; calendar: BusinessCalendar } | { ok: false; faults: string[] };

const noticesSchema = z.object({ notices: z.array(z.union([z.string(), z.unknown()])) });

/**
 * The calendar of a parsed JSON file, whose notices may be given by name.
 * @param known the notices that names stand for
 */
export function readCalendar(document: unknown, known: readonly Notice[]): ReadCalendar {
  const listed = noticesSchema.safeParse(document);
  const names = listed.success ? listed.data.notices.filter((notice) => typeof notice === 'string') : [];
  const unknown = names.filter((name) => !known.some(({ id }) => id === name));
  if (unknown.length > 0) return { ok: false, faults: unknown.map((name) => `notices: no notice is named ${name}`) };
  const result = businessCalendarSchema.safeParse(listed.success ? withNotices(document, known) : document);
  return result.success ? { ok: true, calendar: result.data } : { ok: false, faults: faultsOf(result.error) };
}

/** The notice of a parsed JSON file. @throws Error naming every fault */
export function readNotice(document: unknown): Notice {
  const result = noticeSchema.safeParse(document);
  if (!result.success) throw new Error(`not a notice:\n${faultsOf(result.error).join('\n')}`);
  return result.data;
}

/** Each fault on a line: where it is, and what is wrong. */
export function faultsOf(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.') || '(file)'}: ${issue.message}`);
}

function withNotices(document: unknown, known: readonly Notice[]): unknown {
  const { notices, ...rest } = document as { notices: unknown[] };
  const full = notices.map((notice) => (typeof notice === 'string' ? known.find(({ id }) => id === notice) : notice));
  return { ...rest, notices: full };
}
