import {
  afterListPage,
  readJsonPayload,
  vendorTrouble,
  walkList,
  type Format,
  type FormatItem,
  type ListWalk,
  type Polled,
  type Poller,
  type VendorAccess,
} from '@hearback/channel';
import type { z } from 'zod';
import { walkForms } from './walk-forms';

/** An answer of a list, in the words in which its vendor would have pushed it. */
export interface ListedAnswer {
  payload: unknown;
  /** When it was given at the earliest, where the format cannot tell. */
  saidAt?: string;
}

export interface ListedPage {
  answers: ListedAnswer[];
  /** The step of the next page; null at the end. */
  next: string | null;
}

/** Asks for JSON of a shape; anything else ends the question as what the vendor has in mind. */
export type Ask = <T>(path: string, shape: z.ZodType<T>) => Promise<T>;

/** One survey or form, and how it is asked for. */
export interface AskedForm {
  headers: Record<string, string>;
  page(walk: ListWalk, ask: Ask): Promise<ListedPage>;
}

/** What one vendor's list of answers is like. */
export interface AnswerList {
  format: Format;
  baseUrl: string;
  firstStep: string;
  overlapMs: number;
  /** The setting that names the forms, separated by commas. */
  formSetting: string;
  /** Of the one form that the setting then names; or what of settings and credentials is missing. */
  formOf(access: VendorAccess): AskedForm | string;
}

/**
 * Finds what a form vendor's pushes left out. Each listed answer is read by the vendor's own format as if it had been
 * pushed: the same ids, the same words. Asked only for sources that say `reconcile`.
 */
export function answerPoller({ format, baseUrl, formOf, ...list }: AnswerList): Poller {
  const begin = { step: list.firstStep, overlapMs: list.overlapMs };
  return {
    name: format.name,
    baseUrl,
    // Each form has a place of its own in the cursor.
    account: [],
    everySeconds: 900,
    onlyReconciles: true,
    poll: walkForms(list.formSetting, async ({ cursor, access, http, now }) => {
      const form = formOf(access);
      if (typeof form === 'string') return { kind: 'failed', why: form };
      const walk = walkList(cursor, now, begin);
      const ask: Ask = async (path, shape) => {
        const answer = await http.request({ method: 'GET', path, headers: form.headers });
        const trouble = vendorTrouble(answer, now);
        if (trouble) throw new Troubled(trouble);
        return shaped(answer.body, shape);
      };
      try {
        const { answers, next } = await form.page(walk, ask);
        return { kind: 'page', items: itemsOf(answers, format, access), ...afterListPage(walk, next) };
      } catch (error) {
        if (error instanceof Troubled) return onTrouble(error.trouble, walk, begin.step);
        throw error;
      }
    }),
  };
}

type Trouble = Exclude<Polled, { kind: 'page' }>;

class Troubled extends Error {
  override readonly name = 'Troubled';

  constructor(readonly trouble: Trouble) {
    super(trouble.why);
  }
}

// The step is past something that was deleted: the round begins anew, or it would be asked for forever.
function onTrouble(trouble: Trouble, walk: ListWalk, firstStep: string): Polled {
  const gone = trouble.kind === 'failed' && walk.step !== firstStep && / 40[04]$/.test(trouble.why);
  return gone ? { kind: 'page', items: [], cursor: { ...walk, step: firstStep }, more: false } : trouble;
}

function shaped<T>(body: Buffer, shape: z.ZodType<T>): T {
  const json = readJsonPayload(body);
  if (!json.ok) throw new Troubled({ kind: 'failed', why: `the answer is no JSON: ${json.fault.detail}` });
  const read = shape.safeParse(json.value);
  if (read.success) return read.data;
  throw new Troubled({ kind: 'failed', why: 'the answer is no list of answers' });
}

function itemsOf(answers: readonly ListedAnswer[], format: Format, access: VendorAccess): FormatItem[] {
  const { settings, mapping = {} } = access;
  return answers.flatMap(({ payload, saidAt }): FormatItem[] => {
    const original = Buffer.from(JSON.stringify(payload));
    const reading = format.read(original, { contentType: 'application/json', settings, mapping });
    if (reading.kind === 'refused') return [{ value: undefined, original, faults: reading.faults }];
    const items = reading.kind === 'read' ? reading.items : [];
    return items.map((item) => ({ ...item, original, ...(saidAt ? { saidAt } : {}) }));
  });
}
