import type { ChannelDefinition } from '@hearback/channel';
import { assembleCalls } from './assemble-calls';
import type { CallLimits } from './domain/assemble-call';
import { FORMATS } from './formats';

/** What customers say on the phone. */
export const hotline = (publicUrl: string | undefined, limits: CallLimits): ChannelDefinition => ({
  service: 'channel-hotline',
  channels: ['hotline'],
  formats: FORMATS,
  publicUrl,
  work: assembleCalls(limits),
});
