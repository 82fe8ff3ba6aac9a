import type { ChannelDefinition } from '@hearback/channel';
import { assembleCalls } from './assemble-calls';
import type { CallLimits } from './domain/assemble-call';
import { FORMATS } from './formats';
import { POLLERS } from './pollers';

/** What customers say on the phone, as far as no setting matters. */
export const HOTLINE = {
  service: 'channel-hotline',
  channels: ['hotline'],
  formats: FORMATS,
  pollers: POLLERS,
} as const satisfies ChannelDefinition;

/** As HOTLINE, with the deployment's settings. */
export const hotline = (publicUrl: string | undefined, limits: CallLimits): ChannelDefinition => ({
  ...HOTLINE,
  publicUrl,
  work: assembleCalls(limits),
});
