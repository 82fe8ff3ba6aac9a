import {
  faultsOf,
  readJsonPayload,
  type Fault,
  type Format,
  type FormatCallPart,
  type FormatReading,
} from '@hearback/channel';
import type { CallFact } from '@hearback/contracts';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/**
 * Records of calls from any contact centre: one JSON object, a list, or CSV in UTF-8 (with or without a byte-order mark) or
 * GB18030 whose first line names the columns. Every record is a part of its call like any push, so several may speak of the
 * same one: a call system's record, a transcript from elsewhere, what the agent wrote into the bank's own system.
 */
export const callRecord: Format = {
  name: 'call-record',
  version: 1,
  contentTypes: ['application/json', 'text/csv'],
  charsets: ['gb18030', 'gbk', 'gb2312'],
  read: (payload) => (looksLikeJson(payload) ? readJson(payload) : readCsv(payload)),
};

// A spreadsheet writes an empty cell for what is absent.
const cell = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value).trim() || undefined));
// Where a rounded number makes one call, or one customer, of many.
const ROUNDED = 'the spreadsheet has rounded this number; format the column as text and export it again';
const isExact = (id: string | undefined) => id === undefined || !/^\d(?:\.\d+)?E\+?\d+$/i.test(id);
const idCell = cell.refine(isExact, ROUNDED);
const recordSchema = z.looseObject({
  callId: z
    .union([z.string(), z.number()])
    .transform((id) => String(id).trim())
    .pipe(z.string().min(1).max(400).refine(isExact, ROUNDED)),
  direction: cell.pipe(z.enum(['inbound', 'outbound']).optional()),
  startedAt: cell,
  answeredAt: cell,
  endedAt: cell,
  durationSeconds: cell
    .transform((given) => (given === undefined ? undefined : Number(given)))
    .pipe(z.number().min(0).optional()),
  phone: idCell,
  customerNumber: idCell,
  email: cell,
  name: cell,
  language: cell,
  agentId: cell,
  agentName: cell,
  /** What the customer said. */
  transcript: cell,
  /** What the agent wrote down of it. */
  agentLog: cell,
  /** What the agent answered. */
  answer: cell,
  satisfactionKey: cell,
  recordingUrl: cell,
  /** The call that the bank called back about. */
  callbackOf: idCell,
});
type CallRecord = z.output<typeof recordSchema>;

function looksLikeJson(payload: Buffer): boolean {
  return /^[\s\uFEFF]*[[{]/.test(payload.subarray(0, 64).toString('utf8'));
}

function readJson(payload: Buffer): FormatReading {
  const json = readJsonPayload(payload);
  if (!json.ok) return { kind: 'refused', faults: [json.fault] };
  const records = Array.isArray(json.value) ? json.value : [json.value];
  return recordsRead(records, (record) => Buffer.from(JSON.stringify(record)));
}

function readCsv(payload: Buffer): FormatReading {
  const text = decoded(payload);
  if (text === null) return refused('', 'not-utf8', 'the bytes are neither UTF-8 nor GB18030');
  try {
    const rows = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }) as object[];
    return recordsRead(rows, (row) => Buffer.from(JSON.stringify(row)));
  } catch (error) {
    const { lines } = error as { lines?: number };
    return refused(
      `line ${lines ?? 1}`,
      'broken-csv',
      'expected as many values as there are columns in the first line',
    );
  }
}

// GB18030 has a meaning for nearly every byte, so UTF-8, which has not, is tried first.
function decoded(payload: Buffer): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(payload);
    } catch {
      continue;
    }
  }
  return null;
}

function recordsRead(records: readonly unknown[], original: (record: unknown) => Buffer): FormatReading {
  if (records.length === 0) return { kind: 'ignored', why: 'holds no records' };
  return { kind: 'calls', parts: records.map((record) => ({ ...partOf(record), original: original(record) })) };
}

function partOf(value: unknown): FormatCallPart {
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return { value: undefined, faults: faultsOf(parsed.error) };
  const record = parsed.data;
  const { callId, language, phone = '', customerNumber, email, name } = record;
  const facts = [...courseOf(record), ...saidIn(record)];
  if (facts.length === 0) return { value: undefined, faults: [NOTHING] };
  const author = given({ phone, customerNumber, email, name });
  return { value: { callId, language, author, attributes: extraOf(record), facts } };
}

const NOTHING: Fault = {
  path: 'startedAt',
  reason: 'required',
  detail: 'expected at least one of startedAt, endedAt, transcript, agentLog, satisfactionKey and recordingUrl',
};

function courseOf(record: CallRecord): CallFact[] {
  const { startedAt, answeredAt, endedAt, direction, durationSeconds } = record;
  return [
    ...(startedAt ? [{ kind: 'started', at: startedAt, direction } satisfies CallFact] : []),
    ...(answeredAt ? [{ kind: 'answered', at: answeredAt, agent: agentOf(record) } satisfies CallFact] : []),
    ...(endedAt ? [{ kind: 'ended', at: endedAt, durationSeconds } satisfies CallFact] : []),
  ];
}

function saidIn(record: CallRecord): CallFact[] {
  const { transcript, agentLog, answer, satisfactionKey, recordingUrl, callbackOf, endedAt: at } = record;
  const log = agentLog ?? answer;
  return [
    ...(transcript ? [{ kind: 'whole-transcript', at, text: transcript } satisfies CallFact] : []),
    ...(log
      ? [{ kind: 'agent-log', at, text: agentLog ?? '', answer, agent: agentOf(record) } satisfies CallFact]
      : []),
    ...(satisfactionKey ? [{ kind: 'satisfaction', at, key: satisfactionKey } satisfies CallFact] : []),
    ...(recordingUrl ? [{ kind: 'recording', url: recordingUrl } satisfies CallFact] : []),
    ...(callbackOf ? [{ kind: 'callback', of: callbackOf } satisfies CallFact] : []),
  ];
}

function agentOf({ agentId, agentName: name }: CallRecord): { id: string; name?: string | undefined } | undefined {
  return agentId ? { id: agentId, name } : undefined;
}

/** Columns that only the bank knows are kept as attributes. */
function extraOf(record: CallRecord): Record<string, string> {
  const known = Object.keys(recordSchema.shape);
  const extra = Object.entries(record).filter(([name]) => !known.includes(name));
  return Object.fromEntries(
    extra.slice(0, EXTRAS).flatMap(([name, value]) => {
      const text = cell.safeParse(value).data;
      return text === undefined ? [] : [[name.slice(0, 64), text.slice(0, 300)]];
    }),
  );
}

const EXTRAS = 25;

function given<T extends Record<string, string | undefined>>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function refused(path: string, reason: string, detail: string): FormatReading {
  return { kind: 'refused', faults: [{ path, reason, detail }] };
}
