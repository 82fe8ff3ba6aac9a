import type { Source } from './events/source-changed.v1';
import type { Channel } from './vocabulary';

/** Formats whose channel service has a sender; it does not start with one that is not listed here. */
export const REPLYING_FORMATS: readonly string[] = [
  'google-play-reviews',
  'app-store-connect',
  'appgallery-reviews',
  'mastodon-status',
];

/** Channels whose service answers by e-mail, from the address in a source's setting `replyFrom`. */
const MAIL_CHANNELS: readonly Channel[] = ['web-form', 'branch'];

/**
 * How a reply reaches customers of a source: `webhook`, signed, to the bank's own address; `vendor`, by the sender of its
 * format; `mail`, to the customer's own address; `call-back`, by a person on the phone.
 */
export type ReplyWay = 'webhook' | 'vendor' | 'mail' | 'call-back';

/** The way of a source's replies; null where none can go out. What an administrator has set goes before what comes by itself. */
export function replyWayOf(source: Pick<Source, 'state' | 'settings' | 'format' | 'channel'>): ReplyWay | null {
  const { state, settings, format, channel } = source;
  if (state !== 'active') return null;
  if (settings.replyUrl !== undefined) return 'webhook';
  if (format !== undefined && REPLYING_FORMATS.includes(format)) return 'vendor';
  if (settings.replyFrom !== undefined && MAIL_CHANNELS.includes(channel)) return 'mail';
  return channel === 'hotline' ? 'call-back' : null;
}
