import type { Format } from '@hearback/channel';
import { amazonConnect } from './amazon-connect';
import { callRecord } from './call-record';
import { genesysCloud } from './genesys-cloud';
import { tccc } from './tccc';
import { twilioTranscription } from './twilio-transcription';
import { twilioVoice } from './twilio-voice';

/** Every outside format that this channel understands. A new one is its own file beside this, and a name in this list. */
export const FORMATS: readonly Format[] = [
  twilioTranscription,
  twilioVoice,
  amazonConnect,
  genesysCloud,
  tccc,
  callRecord,
];
