import type { FeedbackRefused, Source } from '@hearback/contracts';
import type { Format, FormatReading, ReadContext } from '../format';
import type { GivenItem } from './arrival';
import type { Fault } from './fault';
import { readRefusedFile } from './file/read-refused-file';
import { givenItems, givenParts, givenReplies } from './given-items';
import { bodyKind } from './media-type';
import { readBody, readBodyItem } from './read-body';

/** What Hearback's own items are called as formats. */
export const OWN_FORMATS = { feedback: 'hearback/v1', replies: 'hearback/reply/v1', file: 'file/v1' } as const;

/** A refusal as it is read again: by the rules, the format and the source of today. */
export interface Refused {
  refusal: FeedbackRefused;
  /** Unsealed. */
  original: Buffer;
  /** As the directory has it now. */
  source: Source;
  formats: readonly Format[];
}

export type RefusedReading =
  ({ ok: true; format: string } & RefusedGiven) | { ok: false; format: string; faults: Fault[] };

interface RefusedGiven {
  items: GivenItem[];
  replies: GivenItem[];
  /** What it says of calls. */
  parts: GivenItem[];
}

/** Reads a refusal again. What a format ignores stays refused: somebody has sent it as feedback, and a person decides. */
export function readRefused(refused: Refused): RefusedReading {
  const { format, truncated } = refused.refusal;
  if (format === OWN_FORMATS.file) return readFile(refused);
  // The beginning of a CSV file or of lines reads like a whole one, and the rest would be over without a word.
  if (truncated) return again(format, 'send-again', 'only its beginning was kept; it must be sent again');
  if (format === OWN_FORMATS.feedback || format === OWN_FORMATS.replies) return readOwn(refused);
  const found = formatFor(refused);
  if (!found) return again(format, 'format-unknown', `nothing here reads ${format}`);
  const name = `${found.name}/v${found.version}`;
  const reading = readPayload(found, refused);
  if (reading.kind === 'refused') return { ok: false, format: name, faults: reading.faults };
  if (reading.kind === 'ignored') return again(name, 'ignored', `the format sees no feedback in it: ${reading.why}`);
  const given = givenOf(reading, refused);
  if (Object.values(given).every((list: GivenItem[]) => list.length === 0))
    return again(name, 'ignored', 'the format sees no feedback in it');
  return { ok: true, format: name, ...given };
}

function readOwn({ refusal, original }: Refused): RefusedReading {
  const { format, headers, index } = refusal;
  const kind = bodyKind(headers['content-type'], headers['ce-specversion']) ?? 'json';
  const body =
    index === undefined
      ? readBody(original, kind, headers)
      : { ok: true as const, items: [readBodyItem(original, index, { kind, headers })] };
  if (!body.ok) return { ok: false, format, faults: [body.fault] };
  const replies = format === OWN_FORMATS.replies;
  return { ok: true, format, items: replies ? [] : body.items, replies: replies ? body.items : [], parts: [] };
}

function readFile({ refusal, original, source }: Refused): RefusedReading {
  const { format } = refusal;
  const read = readRefusedFile({ refusal, original, mapping: source.mapping });
  return read.ok ? { ...read, format, replies: [], parts: [] } : { ...read, format };
}

/** Which format reads it today. The source's goes first: a wrong one may be what was mended. */
export function formatFor({ refusal, source, formats }: Omit<Refused, 'original'>): Format | undefined {
  const before = refusal.format.replace(/\/v\d+$/, '');
  return formats.find(({ name }) => name === source.format) ?? formats.find(({ name }) => name === before);
}

function readPayload(format: Format, { refusal, original, source }: Refused): FormatReading {
  const { headers } = refusal;
  const context: ReadContext = {
    contentType: headers['content-type'],
    settings: source.settings,
    mapping: source.mapping,
    headers,
  };
  try {
    if (refusal.part && format.readPart) return format.readPart(original, context);
    return format.read(original, context);
  } catch {
    const detail = 'the format failed while reading it';
    return { kind: 'refused', faults: [{ path: '', reason: 'format-failed', detail }] };
  }
}

type Read = Extract<FormatReading, { kind: 'read' | 'calls' }>;

function givenOf(reading: Read, { refusal, original }: Refused): RefusedGiven {
  if (reading.kind === 'calls')
    return { items: [], replies: [], parts: refusedOf(givenParts(reading.parts, original), refusal) };
  const items = refusedOf(givenItems(reading, original), refusal);
  return { items, replies: givenReplies(reading, original), parts: [] };
}

function refusedOf(items: readonly GivenItem[], refusal: FeedbackRefused): GivenItem[] {
  const given = items.map((item): GivenItem => {
    const index = items.length === 1 ? (refusal.index ?? item.index) : item.index;
    return { ...item, index, part: refusal.part ?? item.part ?? false };
  });
  // The whole payload was kept for one item of several; the others were judged when it came.
  const own = refusal.part ? undefined : given.find(({ index }) => index === refusal.index);
  return own ? [own] : given;
}

function again(format: string, reason: string, detail: string): RefusedReading {
  return { ok: false, format, faults: [{ path: '', reason, detail }] };
}
