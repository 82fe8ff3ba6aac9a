import { replyWayOf } from './replying-sources';
import { CHANNELS } from './vocabulary';

const source = (over: Partial<Parameters<typeof replyWayOf>[0]>) =>
  replyWayOf({ state: 'active', settings: {}, channel: 'web-form', ...over });

test.each(CHANNELS)('a source of %s with an address of the bank is answered there by a signed webhook', (channel) => {
  expect(source({ channel, settings: { replyUrl: 'https://bank.example', replyFrom: 'a@bank.example' } })).toBe(
    'webhook',
  );
  expect(source({ channel, format: 'mastodon-status', settings: { replyUrl: 'https://bank.example' } })).toBe(
    'webhook',
  );
});

test.each([
  ['a vendor that takes replies', { channel: 'app-rating', format: 'google-play-reviews' }, 'vendor'],
  ['a form with an address to write from', { settings: { replyFrom: 'a@bank.example' } }, 'mail'],
  ['a suggestion box with one', { channel: 'branch', settings: { replyFrom: 'a@bank.example' } }, 'mail'],
  ['a form without one', {}, null],
  ['social media with one', { channel: 'social', settings: { replyFrom: 'a@bank.example' } }, null],
  ['the hotline', { channel: 'hotline' }, 'call-back'],
  ['the hotline, whatever its format', { channel: 'hotline', format: 'twilio-transcription' }, 'call-back'],
  ['a paused source', { channel: 'hotline', state: 'paused' }, null],
] as const)('%s', (_name, given, way) => {
  expect(source(given)).toBe(way);
});
