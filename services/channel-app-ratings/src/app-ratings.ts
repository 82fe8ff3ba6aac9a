import type { ChannelDefinition } from '@hearback/channel';
import { FORMATS } from './formats';
import { POLLERS } from './pollers';
import { SENDERS } from './senders';

/** Ratings and reviews, in the bank's own apps and in app stores; stars alone suffice. */
export const appRatings = (publicUrl: string | undefined): ChannelDefinition => ({
  service: 'channel-app-ratings',
  channels: ['app-rating'],
  formats: FORMATS,
  pollers: POLLERS,
  senders: SENDERS,
  publicUrl,
});
