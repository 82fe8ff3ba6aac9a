import { CHANNELS, type Channel } from './vocabulary';

/** What the directory must know of an outside format, which a channel service reads. */
export interface FormatFacts {
  channels: readonly Channel[];
  /**
   * How a payload shows where it comes from: `signature` of its vendor; `address`, the secret in the hook's address, for
   * vendors that sign nothing, or not in every version (a bearer key does as well); `bearer`, a bearer key only.
   */
  proof: 'signature' | 'address' | 'bearer';
}

/** Every outside format by the name that sources give it; each channel service has a test that it agrees. */
export const FORMATS: Readonly<Record<string, FormatFacts>> = {
  'amazon-connect': { channels: ['hotline'], proof: 'bearer' },
  'app-store-connect': { channels: ['app-rating'], proof: 'bearer' },
  'app-store-rss': { channels: ['app-rating'], proof: 'bearer' },
  'appgallery-reviews': { channels: ['app-rating'], proof: 'bearer' },
  'call-record': { channels: ['hotline'], proof: 'bearer' },
  'cloud-events': { channels: CHANNELS, proof: 'address' },
  'complaint-site': { channels: ['social', 'third-party'], proof: 'address' },
  'douyin-comments': { channels: ['social', 'third-party'], proof: 'bearer' },
  'douyin-webhook': { channels: ['social', 'third-party'], proof: 'signature' },
  formbricks: { channels: ['web-form', 'branch'], proof: 'address' },
  'genesys-cloud': { channels: ['hotline'], proof: 'bearer' },
  'google-play-reviews': { channels: ['app-rating'], proof: 'bearer' },
  'in-app-rating': { channels: ['app-rating'], proof: 'bearer' },
  jotform: { channels: ['web-form', 'branch'], proof: 'address' },
  'mastodon-status': { channels: ['social', 'third-party'], proof: 'bearer' },
  meltwater: { channels: ['social', 'third-party'], proof: 'address' },
  'meta-comments': { channels: ['social', 'third-party'], proof: 'signature' },
  'rss-atom': { channels: ['social', 'third-party'], proof: 'bearer' },
  'standard-webhooks': { channels: CHANNELS, proof: 'signature' },
  surveymonkey: { channels: ['web-form', 'branch'], proof: 'signature' },
  tccc: { channels: ['hotline'], proof: 'address' },
  'twilio-transcription': { channels: ['hotline'], proof: 'signature' },
  'twilio-voice': { channels: ['hotline'], proof: 'signature' },
  typeform: { channels: ['web-form', 'branch'], proof: 'signature' },
  weibo: { channels: ['social', 'third-party'], proof: 'bearer' },
  'x-filtered-stream': { channels: ['social', 'third-party'], proof: 'signature' },
  youscan: { channels: ['social', 'third-party'], proof: 'address' },
};

/** The proofs of the formats that a service of these channels must read, by their names. */
export function formatsOf(channels: readonly Channel[]): Record<string, FormatFacts['proof']> {
  return Object.fromEntries(
    Object.entries(FORMATS).flatMap(([name, { channels: served, proof }]) =>
      served.some((channel) => channels.includes(channel)) ? [[name, proof]] : [],
    ),
  );
}
