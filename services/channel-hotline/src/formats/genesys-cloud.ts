import { faultsOf, readJsonPayload, type Format, type FormatReading } from '@hearback/channel';
import type { CallFact } from '@hearback/contracts';
import { z } from 'zod';

/**
 * Genesys Cloud's conversation events, posted by a rule of EventBridge (bearer key, no signature) or as its notifications
 * write them: detail events of customers and agents, the transcription, the end of a user's part.
 */
export const genesysCloud: Format = {
  name: 'genesys-cloud',
  version: 1,
  contentTypes: ['application/json'],
  read: (payload) => {
    const json = readJsonPayload(payload);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const enveloped = envelopeSchema.safeParse(json.value);
    const event = eventSchema.safeParse(enveloped.success ? enveloped.data.detail : json.value);
    if (!event.success) return { kind: 'refused', faults: faultsOf(event.error) };
    return readEvent(event.data.topicName, event.data.eventBody);
  },
};

const envelopeSchema = z.looseObject({ 'detail-type': z.string(), detail: z.looseObject({}) });
const id = z.string().min(1).max(300);
const optional = z.string().nullish();
// Milliseconds since 1970 in detail events, ISO 8601 elsewhere.
const time = z.union([z.number().min(0).max(4_102_444_800_000), z.string().min(1)]).nullish();
const alternative = z.looseObject({
  offsetMs: z.number().nullish(),
  transcript: optional,
  decoratedTranscript: optional,
});
const utterance = z.looseObject({
  utteranceId: optional,
  isFinal: z.boolean().nullish(),
  channel: optional,
  alternatives: z.array(alternative).default([]),
});
const eventSchema = z.looseObject({
  topicName: z.string().min(1),
  eventBody: z.looseObject({
    conversationId: id.optional(),
    id: id.optional(),
    communicationId: optional,
    eventTime: time,
    mediaType: optional,
    direction: optional,
    ani: optional,
    userId: optional,
    wrapupCode: optional,
    wrapupNotes: optional,
    language: optional,
    transcripts: z.array(utterance).nullish(),
    status: z.unknown().optional(),
  }),
});
type Body = z.output<typeof eventSchema>['eventBody'];

function readEvent(topic: string, body: Body): FormatReading {
  const callId = body.conversationId ?? body.id ?? idInTopic(topic);
  if (!callId) {
    const detail = 'expected the id of a conversation, there or in the topic';
    return { kind: 'refused', faults: [{ path: 'eventBody.conversationId', reason: 'required', detail }] };
  }
  if (body.mediaType && body.mediaType.toUpperCase() !== 'VOICE') return { kind: 'ignored', why: 'is no call' };
  const facts = topic.endsWith('.transcription') ? heardIn(body, callId) : happenedIn(topic, body);
  if (facts.length === 0) return { kind: 'ignored', why: 'tells nothing that Hearback keeps of a call' };
  const language = body.language ?? undefined;
  return { kind: 'calls', parts: [{ value: { callId, language, author: authorOf(topic, body), facts } }] };
}

function idInTopic(topic: string): string | undefined {
  return /\.conversations?\.([0-9a-f-]{36})\./i.exec(topic)?.[1];
}

/** What an event says by the end of its name. */
const HAPPENED: Record<string, (body: Body) => CallFact[]> = {
  'customer.start': (body) => [{ kind: 'started', at: timeOf(body), direction: directionOf(body) }],
  'customer.end': (body) => [{ kind: 'ended', at: timeOf(body) }],
  'user.start': (body) => [{ kind: 'answered', at: timeOf(body), agent: agentOf(body) }],
  acw: logged,
  'user.end': logged,
};

function happenedIn(topic: string, body: Body): CallFact[] {
  const name = Object.keys(HAPPENED).find((end) => topic.endsWith(`.${end}`));
  return name ? HAPPENED[name]!(body) : [];
}

/** After-call work: what the agent noted, when the agent noted something. */
function logged(body: Body): CallFact[] {
  const text = body.wrapupNotes?.trim();
  return text ? [{ kind: 'agent-log', at: timeOf(body), text: text.slice(0, 20_000), agent: agentOf(body) }] : [];
}

function agentOf({ userId }: Body): { id: string } | undefined {
  return userId ? { id: userId.slice(0, 256) } : undefined;
}

function directionOf({ direction }: Body): 'inbound' | 'outbound' {
  return direction?.toUpperCase() === 'OUTBOUND' ? 'outbound' : 'inbound';
}

// Only the customer's own part names the customer's number.
function authorOf(topic: string, { ani, direction }: Body): { phone: string } | undefined {
  if (!/\.customer\.(start|end)$/.test(topic) || direction?.toUpperCase() === 'OUTBOUND' || ani == null)
    return undefined;
  return {
    phone: ani
      .replace(/^(tel|sip):/i, '')
      .split('@')[0]!
      .slice(0, 64),
  };
}

function heardIn({ transcripts, communicationId, status }: Body, callId: string): CallFact[] {
  const transcript = communicationId?.slice(0, 256) || callId;
  const facts = (transcripts ?? []).flatMap((one, index) => wordsOf(one, transcript, index));
  const ended = z.looseObject({ status: z.literal('SESSION_ENDED') }).safeParse(status).success;
  return ended ? [...facts, { kind: 'transcript-ended', transcript }] : facts;
}

// The place in the call is its order: utterances are not counted, so nobody can say whether one is missing.
function wordsOf(one: z.output<typeof utterance>, transcript: string, index: number): CallFact[] {
  const [best] = one.alternatives;
  const text = best?.decoratedTranscript ?? best?.transcript ?? '';
  if (text.trim() === '') return [];
  const sequence = Math.min(2_000_000_000, Math.max(0, Math.round(best?.offsetMs ?? index)));
  const speaker = one.channel?.toUpperCase() === 'INTERNAL' ? 'agent' : 'customer';
  const final = one.isFinal !== false;
  return [{ kind: 'words', transcript, sequence, counted: false, text: text.slice(0, 20_000), final, speaker }];
}

function timeOf({ eventTime }: Body): string | undefined {
  if (eventTime === null || eventTime === undefined) return undefined;
  return typeof eventTime === 'number' ? new Date(eventTime).toISOString() : eventTime.slice(0, 64);
}
