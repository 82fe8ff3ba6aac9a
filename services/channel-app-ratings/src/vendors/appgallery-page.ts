import { faultsOf, type Fault } from '@hearback/channel';
import { z } from 'zod';

/** A value that AppGallery writes as a string for some accounts and as a number for others. */
export const accountText = z.union([z.string(), z.number()], 'expected text or a number').transform(String);

/** A page of reviews, whichever of its interfaces it comes from, or why it is none. */
export type AppGalleryPage =
  { ok: true; reviews: unknown[]; hasNext: boolean | null; total: number | null } | { ok: false; faults: Fault[] };

// The live interface answers 1 where its pages say true.
const flagSchema = z.union([z.boolean(), accountText]).transform((flag) => [true, 'true', '1'].includes(flag));
const listSchema = z.looseObject({
  reviewList: z.array(z.unknown()).nullish(),
  hasNext: flagSchema.nullish(),
  total: z.coerce.number().nullish(),
});
const pageSchema = z.looseObject({
  total: z.coerce.number().nullish(),
  data: z.union([z.array(z.unknown()), z.looseObject({})]).nullish(),
});
type Page = z.output<typeof pageSchema>;

/**
 * Android's interface wraps the list (`data.reviewList`, `data.hasNext`), HarmonyOS's has it bare (`data`, `total`), and
 * the detail of a review is `data` itself. Errors come with status 200 and a code that is not 0.
 */
export function appGalleryPage(value: unknown): AppGalleryPage {
  const page = pageSchema.safeParse(value);
  if (!page.success) return { ok: false, faults: faultsOf(page.error) };
  const code = codeOf(value);
  if (code !== '0') return refused('rtnCode', `expected 0, which means success; it was ${code ?? 'missing'}`);
  return pageOf(page.data);
}

const codeSchema = z.looseObject({
  ret: z.looseObject({ rtnCode: accountText.optional(), code: accountText.optional() }).optional(),
  rtnCode: accountText.optional(),
});

/** The code of an answer, which is 0 for success. */
export function codeOf(value: unknown): string | undefined {
  const answer = codeSchema.safeParse(value);
  if (!answer.success) return undefined;
  const { ret, rtnCode } = answer.data;
  return (rtnCode ?? ret?.rtnCode ?? ret?.code)?.slice(0, 20);
}

function pageOf({ data, total = null }: Page): AppGalleryPage {
  if (Array.isArray(data)) return { ok: true, reviews: data, hasNext: null, total };
  if (data === undefined || data === null) return refused('data', 'expected a page of reviews');
  return 'reviewId' in data ? { ok: true, reviews: [data], hasNext: false, total: 1 } : wrappedPage(data);
}

function wrappedPage(data: object): AppGalleryPage {
  const list = listSchema.safeParse(data);
  if (!list.success) return { ok: false, faults: faultsOf(list.error).map((f) => ({ ...f, path: `data.${f.path}` })) };
  const { reviewList, hasNext, total = null } = list.data;
  return { ok: true, reviews: reviewList ?? [], hasNext: hasNext === undefined ? null : hasNext, total };
}

function refused(path: string, detail: string): AppGalleryPage {
  return { ok: false, faults: [{ path, reason: 'unknown-value', detail }] };
}
