import { faultsOf, readJsonPayload, type Fault, type Format, type FormatReading } from '@hearback/channel';
import type { CallFact, NewCallPart } from '@hearback/contracts';
import { z } from 'zod';

/**
 * Amazon Connect, posted by a rule of EventBridge (an API destination with a bearer key; there is no signature): contact
 * events, which come best effort, and the transcript file of Contact Lens, as a function posts it from its bucket. What
 * Contact Lens heard in real time is read as its list gives it, all of a call at once, under the call's `ContactId` and beginning.
 * `contactId` is the call; a transfer is a contact of its own and names the first one in its attributes.
 */
export const amazonConnect: Format = {
  name: 'amazon-connect',
  version: 1,
  contentTypes: ['application/json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const { success: isTranscript } = z.looseObject({ Transcript: z.unknown().nonoptional() }).safeParse(json.value);
    if (isTranscript) return readTranscript(json.value);
    const heard = heardSchema.safeParse(json.value);
    return heard.success ? readHeard(heard.data) : readEvent(json.value);
  },
};

const id = z.string().min(1).max(400);
const optional = z.string().nullish();
const eventSchema = z.looseObject({
  'detail-type': z.string(),
  time: optional,
  detail: z.looseObject({
    eventType: z.string(),
    contactId: id,
    initialContactId: optional,
    previousContactId: optional,
    channel: optional,
    initiationMethod: optional,
    initiationTimestamp: optional,
    disconnectTimestamp: optional,
    disconnectReason: optional,
    queueInfo: z.looseObject({ queueArn: optional }).nullish(),
    agentInfo: z.looseObject({ agentArn: optional, connectedToAgentTimestamp: optional }).nullish(),
    customerEndpoint: z.looseObject({ address: optional }).nullish(),
  }),
});
type Detail = z.output<typeof eventSchema>['detail'];

function readEvent(value: unknown): FormatReading {
  const event = eventSchema.safeParse(value);
  if (!event.success) return { kind: 'refused', faults: faultsOf(event.error) };
  const { detail, time } = event.data;
  if (detail.channel && detail.channel !== 'VOICE') return { kind: 'ignored', why: 'is no call' };
  const facts = factsOf(detail, time ?? undefined);
  if (facts.length === 0) return { kind: 'ignored', why: 'tells nothing that Hearback keeps of a call' };
  const phone = detail.customerEndpoint?.address;
  const author = phone ? { phone: phone.slice(0, 64) } : undefined;
  return { kind: 'calls', parts: [{ value: { callId: detail.contactId, author, attributes: keptOf(detail), facts } }] };
}

const OUTBOUND = ['OUTBOUND', 'CALLBACK', 'EXTERNAL_OUTBOUND'];

// Every event repeats what came before it, so a lost one is made up for by the next.
function factsOf(detail: Detail, time: string | undefined): CallFact[] {
  const { eventType, initiationTimestamp, initiationMethod, agentInfo } = detail;
  const started = initiationTimestamp ?? (eventType === 'INITIATED' ? time : undefined);
  const direction = OUTBOUND.includes(initiationMethod ?? '') ? 'outbound' : 'inbound';
  const answered = agentInfo?.connectedToAgentTimestamp ?? (eventType === 'CONNECTED_TO_AGENT' ? time : undefined);
  return [
    ...(started ? [{ kind: 'started', at: started, direction } satisfies CallFact] : []),
    ...(answered ? [{ kind: 'answered', at: answered, agent: agentOf(detail) } satisfies CallFact] : []),
    ...endOf(detail, time),
  ];
}

function endOf({ eventType, disconnectTimestamp }: Detail, time: string | undefined): CallFact[] {
  const at = disconnectTimestamp ?? (['DISCONNECTED', 'COMPLETED'].includes(eventType) ? time : undefined);
  return at ? [{ kind: 'ended', at }] : [];
}

// The last part of the ARN is the agent's id within the bank's instance.
function agentOf({ agentInfo }: Detail): { id: string } | undefined {
  const name = agentInfo?.agentArn?.split('/').at(-1);
  return name ? { id: name.slice(0, 256) } : undefined;
}

function keptOf(detail: Detail): Record<string, string> {
  const kept = {
    initialContactId: detail.initialContactId,
    previousContactId: detail.previousContactId,
    queue: detail.queueInfo?.queueArn?.split('/').at(-1),
    disconnectReason: detail.disconnectReason,
  };
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value.slice(0, 300)]] : [])),
  );
}

const turnSchema = z.looseObject({
  ParticipantId: optional,
  ParticipantRole: optional,
  Content: optional,
  BeginOffsetMillis: z.coerce.number().int().min(0).max(2_000_000_000),
});
type Turn = z.output<typeof turnSchema>;
const fileSchema = z.looseObject({
  Channel: optional,
  JobStatus: optional,
  LanguageCode: optional,
  CustomerMetadata: z.looseObject({ ContactId: id }),
  Participants: z.array(z.looseObject({ ParticipantId: z.string(), ParticipantRole: z.string() })).nullish(),
  Transcript: z.array(turnSchema),
});
type TranscriptFile = z.output<typeof fileSchema>;

function readTranscript(value: unknown): FormatReading {
  const file = fileSchema.safeParse(value);
  if (!file.success) return { kind: 'refused', faults: faultsOf(file.error) };
  const { CustomerMetadata, Channel, JobStatus, LanguageCode } = file.data;
  if (Channel && Channel !== 'VOICE') return { kind: 'ignored', why: 'is no call' };
  if (JobStatus && JobStatus !== 'COMPLETED') return { kind: 'refused', faults: [NOT_COMPLETED] };
  const callId = CustomerMetadata.ContactId;
  const parts = chunksOf(wordsIn(file.data, callId)).map((facts): { value: NewCallPart } => {
    return { value: { callId, language: LanguageCode ?? undefined, facts } };
  });
  return { kind: 'calls', parts };
}

const NOT_COMPLETED: Fault = {
  path: 'JobStatus',
  reason: 'transcription-failed',
  detail: 'expected COMPLETED; the recording could not be transcribed',
};

/** Redacted spans arrive as placeholders within the content; what was masked there stays masked here. */
function wordsIn({ Transcript, Participants }: TranscriptFile, callId: string): CallFact[] {
  const roles = new Map((Participants ?? []).map((one) => [one.ParticipantId, one.ParticipantRole]));
  const transcript = `contact-lens:${callId}`.slice(0, 256);
  const inOrder = [...Transcript].sort((a, b) => a.BeginOffsetMillis - b.BeginOffsetMillis);
  const words = inOrder.map((turn, index): CallFact => {
    const speaker = speakerOf(turn, roles);
    const text = (turn.Content ?? '').slice(0, 20_000);
    return { kind: 'words', transcript, sequence: index + 1, counted: true, text, final: true, speaker };
  });
  return [...words, { kind: 'transcript-ended', transcript, last: words.length + 1 }];
}

function speakerOf({ ParticipantRole, ParticipantId }: Turn, roles?: ReadonlyMap<string, string>) {
  const role = ParticipantRole ?? roles?.get(ParticipantId ?? '') ?? ParticipantId ?? 'CUSTOMER';
  if (role === 'CUSTOMER') return 'customer';
  return role === 'AGENT' || role === 'SUPERVISOR' ? 'agent' : 'system';
}

const TURNS = 400;

// A long call's file is larger than one event may be; its turns are counted, so that it is complete when all are there.
function chunksOf(facts: readonly CallFact[]): CallFact[][] {
  return Array.from({ length: Math.ceil(facts.length / TURNS) }, (_, index) =>
    facts.slice(index * TURNS, (index + 1) * TURNS),
  );
}

// The event stream of Contact Lens gives some segments at a time and says which kind of event they are; those are no call.
const heardSchema = z.looseObject({
  ContactId: id,
  EventType: z.undefined().optional(),
  /** When the call began: Contact Lens counts from there. */
  InitiationTimestamp: optional,
  Segments: z.array(z.looseObject({ Transcript: turnSchema.nullish() })),
});

/**
 * As a whole and not turn by turn: the file that comes after the call cuts the same words otherwise, and counts more than
 * these where both are there.
 */
function readHeard({ ContactId: callId, InitiationTimestamp, Segments }: z.output<typeof heardSchema>): FormatReading {
  const turns = Segments.flatMap(({ Transcript }) => Transcript ?? []);
  const said = turns
    .filter((turn) => speakerOf(turn) === 'customer')
    .sort((a, b) => a.BeginOffsetMillis - b.BeginOffsetMillis)
    .map(({ Content }) => Content?.trim() ?? '')
    .filter((words) => words !== '');
  if (said.length === 0) return { kind: 'ignored', why: 'holds no words of the customer' };
  const text = said.join('\n').slice(0, 60_000);
  const at = InitiationTimestamp ?? undefined;
  return { kind: 'calls', parts: [{ value: { callId, facts: [{ kind: 'whole-transcript', at, text }] } }] };
}
