import { decodeUtf8, type Fault, type Format, type FormatReading } from '@hearback/channel';
import { isSignedByTwilio } from './twilio-signature';

/**
 * Twilio's call when a voice recording was transcribed (transcribeCallback). The caller's number says who it is; a call
 * without words, because the transcription failed, is refused and kept, so that someone listens to the recording.
 */
export const twilioTranscription: Format = {
  name: 'twilio-transcription',
  version: 1,
  contentTypes: ['application/x-www-form-urlencoded'],
  verify: isSignedByTwilio,
  read: (payload) => {
    const decoded = decodeUtf8(payload);
    if (!decoded.ok) return refused('', 'not-utf8', `byte ${decoded.offset} is not UTF-8`);
    return readForm(new URLSearchParams(decoded.text));
  },
};

function readForm(form: URLSearchParams): FormatReading {
  const field = (name: string) => form.get(name)?.trim() || undefined;
  const externalId = field('TranscriptionSid') ?? field('RecordingSid');
  if (!externalId) return refused('TranscriptionSid', 'required', 'expected the id of a transcription or recording');
  if (field('TranscriptionStatus') === 'failed')
    return refused('TranscriptionStatus', 'transcription-failed', 'the recording could not be transcribed');
  const recording = field('RecordingUrl');
  return {
    kind: 'read',
    items: [
      {
        value: {
          externalId,
          text: field('TranscriptionText') ?? '',
          author: { phone: customersNumber(field) ?? '' },
          attributes: attributesOf(field),
        },
        attachments: recording ? [{ url: recording }] : [],
      },
    ],
  };
}

// On a call that the bank made, the customer is the one who was called.
function customersNumber(field: (name: string) => string | undefined): string | undefined {
  return field('Direction')?.startsWith('outbound') ? field('To') : (field('From') ?? field('Caller'));
}

const KEPT = {
  CallSid: 'callSid',
  RecordingSid: 'recordingSid',
  RecordingDuration: 'durationSeconds',
  Direction: 'direction',
};

function attributesOf(field: (name: string) => string | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(KEPT).flatMap(([name, attribute]) => {
      const value = field(name);
      return value === undefined ? [] : [[attribute, value]];
    }),
  );
}

function refused(path: string, reason: string, detail: string): FormatReading {
  const fault: Fault = { path, reason, detail };
  return { kind: 'refused', faults: [fault] };
}
