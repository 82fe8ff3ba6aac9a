import type { ChannelDefinition } from '@hearback/channel';
import { FORMATS } from './formats';

/** Forms on the bank's pages and suggestion boxes in its branches. */
export const webForms = (publicUrl: string | undefined): ChannelDefinition => ({
  service: 'channel-web-forms',
  channels: ['web-form', 'branch'],
  formats: FORMATS,
  files: true,
  publicUrl,
});
