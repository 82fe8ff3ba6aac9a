import type { ServiceName } from '@hearback/contracts';

/** One run over a service's document, with a source whose hooks are called, or without any. */
export interface Pass {
  service: ServiceName;
  sourceId?: string;
}

// Hooks are reached by the id of a source, which no random one is: each channel has a second pass for one of its own. The
// console has no document.
const PASSES: readonly Pass[] = [
  { service: 'channel-hotline' },
  { service: 'channel-hotline', sourceId: 'hotline-twilio' },
  { service: 'channel-app-ratings' },
  { service: 'channel-app-ratings', sourceId: 'app-ratings-google-play' },
  { service: 'channel-web-forms' },
  { service: 'channel-web-forms', sourceId: 'web-forms-typeform' },
  { service: 'channel-social' },
  { service: 'channel-social', sourceId: 'social-mastodon' },
  { service: 'classifier' },
  { service: 'cases' },
  { service: 'response-tracker' },
  { service: 'directory' },
];

/** The passes over these services, or over all. */
export function passesOf(only: readonly string[]): readonly Pass[] {
  return PASSES.filter(({ service }) => only.length === 0 || only.includes(service));
}
