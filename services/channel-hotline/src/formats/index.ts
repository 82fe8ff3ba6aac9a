import type { Format } from '@hearback/channel';
import { twilioTranscription } from './twilio-transcription';
import { twilioVoice } from './twilio-voice';

/** Every outside format that this channel understands. A new one is its own file beside this, and a name in this list. */
export const FORMATS: readonly Format[] = [twilioTranscription, twilioVoice];
