import type { ChannelDefinition } from '@hearback/channel';
import { FORMATS } from './formats';

/** What customers say on the phone. */
export const hotline = (publicUrl: string | undefined): ChannelDefinition => ({
  service: 'channel-hotline',
  channels: ['hotline'],
  formats: FORMATS,
  publicUrl,
});
