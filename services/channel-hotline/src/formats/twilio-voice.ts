import { decodeUtf8, readJsonPayload, type Fault, type Format, type FormatReading } from '@hearback/channel';
import type { CallFact, NewCallPart } from '@hearback/contracts';
import { z } from 'zod';
import { readTwilioRow } from './twilio-row';
import { isSignedByTwilio } from './twilio-signature';

/**
 * Twilio's pushes about one call, which together become one feedback: real-time transcription (its inbound track is the
 * customer), status of the call and of the leg that rings an agent, recordings, and transcriptions of recordings.
 */
export const twilioVoice: Format = {
  name: 'twilio-voice',
  version: 1,
  contentTypes: ['application/x-www-form-urlencoded'],
  verify: isSignedByTwilio,
  read: (payload) => {
    const decoded = decodeUtf8(payload);
    if (!decoded.ok) return refused('', 'not-utf8', `byte ${decoded.offset} is not UTF-8`);
    return readForm(new URLSearchParams(decoded.text.replace(/^\uFEFF/, '')));
  },
  // Parts come from Twilio's lists alone; a push is one part whole.
  readPart: (row) => {
    const json = readJsonPayload(row);
    if (!json.ok) return { kind: 'refused', faults: [json.fault] };
    const part = readTwilioRow(json.value);
    return part ? { kind: 'calls', parts: [part] } : { kind: 'ignored', why: 'the call is under way' };
  },
};

type Field = (name: string) => string | undefined;
type Read = { facts: CallFact[] } | { fault: Fault } | null;

function readForm(form: URLSearchParams): FormatReading {
  const field: Field = (name) => form.get(name)?.trim() || undefined;
  // The leg to an agent is a call of its own with Twilio; for the customer it is the same one.
  const callId = field('ParentCallSid') ?? field('CallSid');
  if (!callId) return refused('CallSid', 'required', 'expected the id of a call');
  for (const reader of [readTranscription, readTranscribedRecording, readRecording, readStatus]) {
    const read = reader(field);
    if (!read) continue;
    if ('fault' in read) return { kind: 'refused', faults: [read.fault] };
    const part: NewCallPart = {
      callId,
      author: authorOf(field),
      language: field('LanguageCode'),
      attributes: attributesOf(field),
      facts: read.facts,
    };
    return read.facts.length === 0
      ? { kind: 'ignored', why: 'tells nothing that Hearback keeps of a call' }
      : { kind: 'calls', parts: [{ value: part }] };
  }
  return refused('', 'required', 'expected TranscriptionEvent, TranscriptionStatus, RecordingStatus or CallStatus');
}

const SPEAKERS: Partial<Record<string, 'customer' | 'agent'>> = { inbound_track: 'customer', outbound_track: 'agent' };

function readTranscription(field: Field): Read {
  const event = field('TranscriptionEvent');
  if (!event) return null;
  const transcript = field('TranscriptionSid');
  if (!transcript) return fault('TranscriptionSid', 'required', 'expected the id of a transcription');
  const number = field('SequenceId') ?? '';
  if (!/^\d{1,9}$/.test(number)) return fault('SequenceId', 'wrong-type', 'expected the number of this push');
  const place = { transcript, sequence: Number(number), at: timeOf(field('Timestamp')) };
  if (event === 'transcription-stopped')
    return { facts: [{ kind: 'transcript-ended', transcript, last: place.sequence, at: place.at }] };
  return event === 'transcription-content'
    ? readWords(field, place)
    : { facts: [{ kind: 'transcript-went-on', ...place }] };
}

function readWords(field: Field, place: { transcript: string; sequence: number; at: string | undefined }): Read {
  const text = wordsOf(field('TranscriptionData'));
  if (text === null)
    return fault('TranscriptionData', 'wrong-type', 'expected JSON with the field transcript, as a string');
  // Track may be missing when only one is transcribed: words that may be the customer's are never left out.
  const speaker = SPEAKERS[field('Track') ?? ''] ?? 'customer';
  const final = field('Final')?.toLowerCase() !== 'false';
  return { facts: [{ kind: 'words', ...place, text, final, speaker, counted: true }] };
}

const dataSchema = z.looseObject({ transcript: z.string().optional(), Transcript: z.string().optional() });

function wordsOf(data: string | undefined): string | null {
  try {
    const { transcript, Transcript } = dataSchema.parse(JSON.parse(data ?? ''));
    return transcript ?? Transcript ?? null;
  } catch {
    return null;
  }
}

function readTranscribedRecording(field: Field): Read {
  const status = field('TranscriptionStatus');
  if (!status && field('TranscriptionText') === undefined) return null;
  if (status === 'failed')
    return fault('TranscriptionStatus', 'transcription-failed', 'the recording could not be transcribed');
  const whole: CallFact = { kind: 'whole-transcript', text: field('TranscriptionText') ?? '' };
  return { facts: [whole, ...recordingOf(field)] };
}

function readRecording(field: Field): Read {
  if (!field('RecordingStatus') && !field('RecordingSid')) return null;
  return { facts: field('RecordingStatus') === 'failed' ? [] : recordingOf(field) };
}

function recordingOf(field: Field): CallFact[] {
  const url = field('RecordingUrl');
  return url ? [{ kind: 'recording', url, at: timeOf(field('RecordingStartTime')) }] : [];
}

const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

function readStatus(field: Field): Read {
  const status = field('CallStatus');
  if (!status) return null;
  const at = timeOf(field('Timestamp'));
  if (field('ParentCallSid')) return { facts: agentLeg(status, field('To') ?? 'agent', at) };
  const direction = field('Direction')?.startsWith('outbound') ? 'outbound' : 'inbound';
  if (!OVER.includes(status)) return { facts: [{ kind: 'started', at, direction }] };
  const seconds = Number(field('CallDuration') ?? 0);
  return { facts: [{ kind: 'ended', at, durationSeconds: seconds >= 0 ? seconds : 0 }] };
}

/** Only the leg to an agent began or ended, not the call; who picked up is whom it rang. */
function agentLeg(status: string, id: string, at: string | undefined): CallFact[] {
  return status === 'in-progress' || status === 'answered'
    ? [{ kind: 'answered', at, agent: { id: id.slice(0, 256) } }]
    : [];
}

// On a call that the bank made, the customer is the one who was called; a leg to an agent says nothing of the customer.
function authorOf(field: Field): NewCallPart['author'] {
  if (field('ParentCallSid') || !(field('From') ?? field('Caller') ?? field('CallStatus'))) return undefined;
  const phone = field('Direction')?.startsWith('outbound') ? field('To') : (field('From') ?? field('Caller'));
  // A SIP address may be longer than any number; without its end it identifies nobody, and the call is heard all the same.
  return { phone: (phone ?? '').slice(0, 64) };
}

const KEPT = {
  RecordingSid: 'recordingSid',
  TranscriptionErrorCode: 'transcriptionError',
  TranscriptionEngine: 'engine',
};

function attributesOf(field: Field): Record<string, string> {
  return Object.fromEntries(
    Object.entries(KEPT).flatMap(([name, attribute]) => {
      const value = field(name);
      return value === undefined ? [] : [[attribute, value.slice(0, 300)]];
    }),
  );
}

// Status callbacks write "Mon, 02 Mar 2026 01:30:00 +0000"; what is no time at all is refused by name where parts are judged.
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text.slice(0, 64) : new Date(time).toISOString();
}

function fault(path: string, reason: string, detail: string): { fault: Fault } {
  return { fault: { path, reason, detail } };
}

function refused(path: string, reason: string, detail: string): FormatReading {
  return { kind: 'refused', faults: [{ path, reason, detail }] };
}
