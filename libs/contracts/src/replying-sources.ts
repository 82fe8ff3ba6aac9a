import type { Source } from './events/source-changed.v1';

/** Formats whose channel service has a sender; it does not start with one that is not listed here. */
export const REPLYING_FORMATS: readonly string[] = [
  'google-play-reviews',
  'app-store-connect',
  'appgallery-reviews',
  'mastodon-status',
];

/** Whether replies can go out through this source: by its vendor, or by a signed webhook to the bank's own address. */
export function canReply({ state, settings, format }: Pick<Source, 'state' | 'settings' | 'format'>): boolean {
  if (state !== 'active') return false;
  return settings.replyUrl !== undefined || (format !== undefined && REPLYING_FORMATS.includes(format));
}
