import { faultsOf, readJsonPayload, type Fault, type Format, type FormatCallPart } from '@hearback/channel';
import type { CallFact, NewCallPart } from '@hearback/contracts';
import { z } from 'zod';

/**
 * Tencent Cloud contact centre (TCCC): the call record (`cdr`) and recording (`record`) pushes, and the list of DescribeTelCdr
 * by which missing ones come later. The vendor signs nothing: the hook is called with a bearer key or a secret address. The
 * agent's remark is the agent's log; the satisfaction key is kept as it was pressed, because each bank orders it its own way.
 */
export const tccc: Format = {
  name: 'tccc',
  version: 1,
  contentTypes: ['application/json'],
  secretAddress: true,
  // Anything else, and it pushes three times more.
  thanks: { status: 200, contentType: 'application/json', body: '{"ErrCode":0}' },
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const list = listSchema.safeParse(json.value);
    if (list.success) {
      const rows = list.data.Response?.TelCdrs ?? list.data.TelCdrs ?? [];
      if (rows.length === 0) return { kind: 'ignored', why: 'lists no calls' };
      return { kind: 'calls', parts: rows.map((row, index) => listed(row, index)) };
    }
    const part = partOf(json.value);
    return part.faults ? { kind: 'refused', faults: part.faults } : { kind: 'calls', parts: [part] };
  },
};

const rowsSchema = z.array(z.unknown());
const listSchema = z.union([
  z.looseObject({ Response: z.looseObject({ TelCdrs: rowsSchema }), TelCdrs: z.undefined().optional() }),
  z.looseObject({ TelCdrs: rowsSchema, Response: z.undefined().optional() }),
]);

// Numbers come as numbers or in quotes, depending on who writes; ids beyond 2^53 always arrive as text here.
const text = z.union([z.string(), z.number()]).transform(String).nullish();
const seconds = z.coerce.number().min(0).max(4_102_444_800).nullish();
const participant = z.looseObject({
  Mail: text,
  Phone: text,
  StaffNumber: text,
  AcceptTimestamp: seconds,
  RecordURL: text,
});
const callSchema = z.looseObject({
  SessionId: z.union([z.string().min(1), z.number()], 'expected an id').transform(String),
  Caller: text,
  Callee: text,
  Direction: z.coerce.number().nullish(),
  Duration: seconds,
  StartTimestamp: seconds,
  AcceptTimestamp: seconds,
  EndedTimestamp: seconds,
  PostIVRKeyPressed: z.unknown().optional(),
  ServeParticipants: z.array(participant).nullish(),
  EndStatusString: text,
  EndStatus: text,
  HungUpSide: text,
  QueuedSkillGroupId: text,
  RecordId: text,
  RecordURL: text,
  EndpointUser: text,
  UserRemark: text,
  Remark: text,
  Uui: text,
  SkillGroup: text,
});
type Row = z.output<typeof callSchema>;

function listed(row: unknown, index: number): FormatCallPart {
  const part = partOf(row);
  const faults = part.faults?.map((fault): Fault => ({ ...fault, path: `TelCdrs.${index}.${fault.path}` }));
  return { ...part, ...(faults ? { faults } : {}), original: Buffer.from(JSON.stringify(row)) };
}

function partOf(value: unknown): FormatCallPart {
  const row = callSchema.safeParse(value);
  if (!row.success) return { value: undefined, faults: faultsOf(row.error) };
  const facts = [...factsOfCall(row.data), ...recordingsOf(row.data)];
  if (facts.length === 0) {
    const detail = 'expected a call record with StartTimestamp, or a recording with RecordURL';
    return { value: undefined, faults: [{ path: 'StartTimestamp', reason: 'required', detail }] };
  }
  return { value: { callId: row.data.SessionId, author: authorOf(row.data), attributes: keptOf(row.data), facts } };
}

function factsOfCall(row: Row): CallFact[] {
  const started = timeOf(row.StartTimestamp);
  if (!started) return [];
  const ended = timeOf(row.EndedTimestamp);
  const key = keyOf(row.PostIVRKeyPressed);
  const remark = (row.UserRemark ?? row.Remark)?.trim();
  return [
    { kind: 'started', at: started, direction: row.Direction === 1 ? 'outbound' : 'inbound' },
    ...answeredIn(row),
    // A record is written when the call is over, even if it does not say when.
    { kind: 'ended', at: ended ?? started, durationSeconds: row.Duration ?? 0 },
    ...(key ? [{ kind: 'satisfaction', at: ended, key } satisfies CallFact] : []),
    ...(remark ? [{ kind: 'agent-log', at: ended, text: remark } satisfies CallFact] : []),
  ];
}

function answeredIn({ ServeParticipants, AcceptTimestamp }: Row): CallFact[] {
  const served = (ServeParticipants ?? []).flatMap((one) => {
    const at = timeOf(one.AcceptTimestamp);
    const id = one.StaffNumber || one.Mail || one.Phone;
    return at ? [{ kind: 'answered', at, agent: id ? { id } : undefined } satisfies CallFact] : [];
  });
  const at = timeOf(AcceptTimestamp);
  return served.length > 0 || !at ? served.slice(0, 1) : [{ kind: 'answered', at }];
}

function recordingsOf({ RecordURL, ServeParticipants }: Row): CallFact[] {
  const urls = [RecordURL, ...(ServeParticipants ?? []).map((one) => one.RecordURL)];
  return [...new Set(urls)].flatMap((url) => (url ? [{ kind: 'recording', url } satisfies CallFact] : []));
}

// A recording's push says nothing of the caller; a call record without a number says that it is withheld.
function authorOf(row: Row): NewCallPart['author'] {
  if (!timeOf(row.StartTimestamp)) return undefined;
  return { phone: ((row.Direction === 1 ? row.Callee : row.Caller) ?? '').slice(0, 64) };
}

const pressed = z.union([z.string(), z.number(), z.array(z.looseObject({ Key: text }))]);

/** The key, as a string or as the list of TCCC's newer records. */
function keyOf(given: unknown): string {
  const read = pressed.safeParse(given);
  if (!read.success) return '';
  const key = Array.isArray(read.data) ? read.data.map(({ Key }) => Key ?? '').join('') : String(read.data);
  return key.trim().slice(0, 64);
}

const KEPT = {
  EndStatusString: 'endStatus',
  HungUpSide: 'hungUpBy',
  QueuedSkillGroupId: 'skillGroup',
  RecordId: 'recordId',
};

function keptOf(row: Row): Record<string, string> {
  return Object.fromEntries(
    Object.entries(KEPT).flatMap(([name, attribute]) => {
      const value = row[name];
      return typeof value === 'string' && value !== '' ? [[attribute, value.slice(0, 300)]] : [];
    }),
  );
}

// 0 means that it never happened.
function timeOf(given: number | null | undefined): string | undefined {
  return given ? new Date(given * 1_000).toISOString() : undefined;
}
