import { faultsOf, type FormatCallPart } from '@hearback/channel';
import type { CallFact, NewCallPart } from '@hearback/contracts';
import { z } from 'zod';

const text = z.string().nullish();
const callRow = z.looseObject({
  sid: z.string().min(1).max(64),
  parent_call_sid: text,
  from: text,
  to: text,
  status: text,
  direction: text,
  start_time: text,
  end_time: text,
  duration: z.union([z.string(), z.number()]).nullish(),
});
const recordingRow = z.looseObject({ sid: z.string(), media_url: text, start_time: text });
const transcriptionRow = z.looseObject({ status: text, transcription_text: text });

/** What Twilio's lists say of one call: itself, and where they were asked for a recording and its transcriptions. */
const rowSchema = z.object({
  call: callRow,
  recording: recordingRow.optional(),
  transcriptions: z.array(transcriptionRow).default([]),
});
export type TwilioRow = z.input<typeof rowSchema>;
type Row = z.output<typeof rowSchema>;

/** Of a row that says nothing which Hearback keeps (a call under way) null. */
export function readTwilioRow(value: unknown): FormatCallPart | null {
  const original = Buffer.from(JSON.stringify(value));
  const parsed = rowSchema.safeParse(value);
  if (!parsed.success) return { value: undefined, faults: faultsOf(parsed.error), original };
  const { call } = parsed.data;
  const facts = [...courseOf(call), ...recordedIn(parsed.data)];
  if (facts.length === 0) return null;
  const callId = call.parent_call_sid || call.sid;
  return { value: { callId, author: authorOf(call), facts }, original };
}

const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

function courseOf(call: Row['call']): CallFact[] {
  if (!OVER.includes(call.status ?? '')) return [];
  const at = timeOf(call.start_time);
  const seconds = Number(call.duration ?? 0) || 0;
  // The leg to an agent is a call of its own with Twilio; one that took time was answered.
  if (call.parent_call_sid)
    return seconds > 0 ? [{ kind: 'answered', at, agent: { id: (call.to || 'agent').slice(0, 256) } }] : [];
  const direction = call.direction?.startsWith('outbound') ? 'outbound' : 'inbound';
  return [
    { kind: 'started', at, direction },
    { kind: 'ended', at: timeOf(call.end_time), durationSeconds: Math.max(seconds, 0) },
  ];
}

function recordedIn({ recording, transcriptions }: Row): CallFact[] {
  const words = transcriptions.filter(({ status }) => status === 'completed');
  const said = words.map(({ transcription_text: said }) => said?.trim() ?? '').filter((given) => given !== '');
  const url = recording?.media_url;
  return [
    ...(said.length > 0 ? [{ kind: 'whole-transcript', text: said.join('\n') } satisfies CallFact] : []),
    ...(url ? [{ kind: 'recording', url, at: timeOf(recording.start_time) } satisfies CallFact] : []),
  ];
}

// On a call that the bank made, the customer is the one who was called; a leg to an agent says nothing of the customer.
function authorOf(call: Row['call']): NewCallPart['author'] {
  if (call.parent_call_sid) return undefined;
  return { phone: ((call.direction?.startsWith('outbound') ? call.to : call.from) ?? '').slice(0, 64) };
}

// The lists write "Mon, 02 Mar 2026 01:30:00 +0000".
function timeOf(given: string | null | undefined): string | undefined {
  const time = Date.parse(given ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
