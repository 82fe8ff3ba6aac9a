import type { VendorAnswer } from '@hearback/channel';
import { z } from 'zod';

/** Why an answer of a vendor is none. `status` lets a caller see more in it, for instance that what was asked for is gone. */
export type Trouble =
  { kind: 'wait'; seconds: number; why: string; status: number } | { kind: 'failed'; why: string; status: number };

const DEFAULT_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 86_400;

/** Nothing for 2xx; `wait` when it may get better by itself, for as long as the vendor says; `failed` otherwise. */
export function troubleOf(answer: VendorAnswer, now: Date): Trouble | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const word = wordOf(answer.body);
  const why = `answered ${status}${word === null ? '' : ` (${word})`}`;
  if (!passes(status, word)) return { kind: 'failed', why, status };
  return { kind: 'wait', seconds: waitSeconds(answer.headers, now), why, status };
}

// Google says 403 for a quota that is used up, too.
function passes(status: number, word: string | null): boolean {
  if (status === 403) return /rate.?limit|quota|RESOURCE_EXHAUSTED/i.test(word ?? '');
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function waitSeconds(headers: VendorAnswer['headers'], now: Date): number {
  const given =
    Object.entries(headers)
      .find(([name]) => name.toLowerCase() === 'retry-after')?.[1]
      .trim() ?? '';
  const seconds = /^\d+$/.test(given) ? Number(given) : (Date.parse(given) - now.getTime()) / 1_000;
  if (Number.isNaN(seconds)) return DEFAULT_WAIT_SECONDS;
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(seconds)));
}

const text = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);
const codes = z.looseObject({ status: text, reason: text, code: text, rtnCode: text });
const codesList = z.array(codes).optional().catch(undefined);
const errorSchema = z.looseObject({
  error: z
    .union([z.string(), codes.extend({ errors: codesList })])
    .optional()
    .catch(undefined),
  errors: codesList,
  ret: codes.optional().catch(undefined),
  rtnCode: text,
});

type VendorError = z.output<typeof errorSchema>;

// The code words of Google's, Apple's and Huawei's errors; their sentences may quote what a customer wrote.
const WORDS: ((given: VendorError) => string | undefined)[] = [
  ({ error }) => (typeof error === 'string' ? error : (error?.errors?.[0]?.reason ?? error?.status)),
  ({ errors }) => errors?.[0]?.code,
  ({ ret, rtnCode }) => rtnCode ?? ret?.rtnCode ?? ret?.code,
];
const WORD_LENGTH = 100;

function wordOf(body: Buffer): string | null {
  try {
    const given = errorSchema.parse(JSON.parse(body.toString('utf8')));
    const word = WORDS.map((wordIn) => wordIn(given)).find((found) => found !== undefined);
    return word?.slice(0, WORD_LENGTH) ?? null;
  } catch {
    return null;
  }
}
