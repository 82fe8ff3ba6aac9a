import { createHmac } from 'node:crypto';
import { decodeUtf8, sameSignature, type Fault, type Format, type FormatReading } from '@hearback/channel';

/**
 * Twilio's call when a voice recording was transcribed (transcribeCallback). The caller's number says who it is; a call
 * without words, because the transcription failed, is refused and kept, so that someone listens to the recording.
 */
export const twilioTranscription: Format = {
  name: 'twilio-transcription',
  version: 1,
  contentTypes: ['application/x-www-form-urlencoded'],
  verify: ({ rawBody, headers, url }, secret) =>
    sameSignature(headers['x-twilio-signature'], signatureOf(url, rawBody, secret)),
  read: (payload) => {
    const decoded = decodeUtf8(payload);
    if (!decoded.ok) return refused('', 'not-utf8', `byte ${decoded.offset} is not UTF-8`);
    return readForm(new URLSearchParams(decoded.text));
  },
};

/** The address with every field's name and value behind it, in the order of the names, so their order in the body is free. */
function signatureOf(url: string, rawBody: Buffer, secret: string): string {
  const fields = [...new URLSearchParams(rawBody.toString('utf8'))].sort(
    ([a, x], [b, y]) => compare(a, b) || compare(x, y),
  );
  const signed = url + fields.map(([name, value]) => name + value).join('');
  return createHmac('sha1', secret).update(signed).digest('base64');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

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
