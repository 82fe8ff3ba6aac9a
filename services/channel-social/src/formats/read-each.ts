import { faultsOf, type Fault, type FormatItem, type FormatReading, type FormatReply } from '@hearback/channel';
import type { z } from 'zod';

/** What one part of a payload is to Hearback. */
export type Said =
  | { kind: 'item'; item: Omit<FormatItem, 'original'> }
  | { kind: 'reply'; value: unknown }
  | { kind: 'ignored'; why: string }
  | { kind: 'refused'; faults: Fault[] };

/** Parts of a payload, and how one of them is read. */
export interface Parts<S extends z.ZodType> {
  elements: readonly unknown[];
  schema: S;
  say(element: z.output<S>): Said;
  /** A payload that this part alone would be; it is what is kept when the part is refused. The part itself otherwise. */
  alone?(element: unknown): unknown;
}

/** Reads the parts of a payload, each on its own: one that cannot be read does not take the others with it. */
export function readEach<S extends z.ZodType>({ elements, schema, say, alone }: Parts<S>): FormatReading {
  const items: FormatItem[] = [];
  const replies: FormatReply[] = [];
  let why = 'holds nothing that was said';
  for (const element of elements) {
    const original = Buffer.from(JSON.stringify(alone ? alone(element) : element));
    const parsed = schema.safeParse(element);
    const said: Said = parsed.success ? say(parsed.data) : { kind: 'refused', faults: faultsOf(parsed.error) };
    if (said.kind === 'item') items.push({ ...said.item, original });
    else if (said.kind === 'reply') replies.push({ value: said.value });
    else if (said.kind === 'refused') items.push({ value: null, original, faults: said.faults });
    else why = said.why;
  }
  return items.length + replies.length === 0 ? { kind: 'ignored', why } : { kind: 'read', items, replies };
}

/** What an official account said under something becomes an answer to it; what it said by itself concerns nobody here. */
export function answerOf(answered: string | undefined, reply: Omit<AnswerFields, 'externalId'>): Said {
  if (answered === undefined) return { kind: 'ignored', why: "is the bank's own post" };
  return { kind: 'reply', value: { externalId: answered, ...reply } };
}

interface AnswerFields {
  externalId: string;
  replyId: string;
  text: string;
  repliedAt: string;
  by: { id: string; name?: string };
}
