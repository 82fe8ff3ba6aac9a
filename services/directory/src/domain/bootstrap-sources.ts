import type { Channel } from '@hearback/contracts';

/** A source that exists from the first start on, so that every channel can be tried at once. */
export interface BootstrapSource {
  sourceId: string;
  channel: Channel;
  name: string;
  /** The vendor format of its hook; such a source has a signing secret. */
  format?: string;
  isDefault: boolean;
}

/**
 * One default source for each channel, with ids that never change, and one for each vendor format shipped. The service for
 * web forms also takes `branch`, the one for social media also `third-party` (docs: the channels' READMEs).
 */
export const BOOTSTRAP_SOURCES: readonly BootstrapSource[] = [
  { sourceId: 'hotline-default', channel: 'hotline', name: '客服热线 · Hotline', isDefault: true },
  { sourceId: 'app-ratings-default', channel: 'app-rating', name: '手机银行评分 · App ratings', isDefault: true },
  { sourceId: 'web-forms-default', channel: 'web-form', name: '网页表单 · Web forms', isDefault: true },
  { sourceId: 'branch-default', channel: 'branch', name: '网点意见箱 · Branch suggestion boxes', isDefault: true },
  { sourceId: 'social-default', channel: 'social', name: '社交媒体 · Social media', isDefault: true },
  { sourceId: 'third-party-default', channel: 'third-party', name: '第三方平台 · Third-party sites', isDefault: true },
  {
    sourceId: 'hotline-twilio',
    channel: 'hotline',
    name: 'Twilio voice transcription',
    format: 'twilio-transcription',
    isDefault: false,
  },
  {
    sourceId: 'app-ratings-google-play',
    channel: 'app-rating',
    name: 'Google Play reviews',
    format: 'google-play-reviews',
    isDefault: false,
  },
  { sourceId: 'web-forms-typeform', channel: 'web-form', name: 'Typeform', format: 'typeform', isDefault: false },
  { sourceId: 'social-mastodon', channel: 'social', name: 'Mastodon', format: 'mastodon-status', isDefault: false },
];
