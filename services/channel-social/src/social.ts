import type { ChannelDefinition } from '@hearback/channel';
import { FORMATS } from './formats';
import { POLLERS } from './pollers';
import { SENDERS } from './senders';
import { STREAMS } from './streams';

/** What people write in public: social media and complaint sites. */
export const social = (publicUrl: string | undefined): ChannelDefinition => ({
  service: 'channel-social',
  channels: ['social', 'third-party'],
  formats: FORMATS,
  pollers: POLLERS,
  streams: STREAMS,
  senders: SENDERS,
  files: true,
  publicUrl,
});
