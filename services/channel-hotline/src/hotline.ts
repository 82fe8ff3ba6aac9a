import type { ChannelDefinition } from '@hearback/channel';
import { assembleCalls } from './assemble-calls';
import type { CallLimits } from './domain/assemble-call';
import { FORMATS } from './formats';
import { POLLERS } from './pollers';

/** What customers say on the phone. */
export const hotline = (publicUrl: string | undefined, limits: CallLimits): ChannelDefinition => ({
  service: 'channel-hotline',
  channels: ['hotline'],
  formats: FORMATS,
  pollers: POLLERS,
  publicUrl,
  work: assembleCalls(limits),
});
