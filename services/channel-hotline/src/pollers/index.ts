import type { Poller } from '@hearback/channel';
import { amazonConnectPoller } from './amazon-connect';
import { genesysCloudPoller } from './genesys-cloud';
import { tcccPoller } from './tccc';
import { twilioVoicePoller } from './twilio-voice';

/** Vendors that are asked for the calls whose pushes were lost, each beside the format of its name. */
export const POLLERS: readonly Poller[] = [tcccPoller, twilioVoicePoller, genesysCloudPoller, amazonConnectPoller];
