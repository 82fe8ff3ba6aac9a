import type { Source } from '@hearback/contracts';
import {
  changeSource,
  isFitSecret,
  makeSource,
  removeSource,
  rotateSecret,
  secretOf,
  shownOf,
  type NewSource,
} from './decide-source';

const noon = new Date('2026-03-02T12:00:00.000Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000).toISOString();
const wanted = (over: Partial<NewSource> = {}): NewSource => ({
  sourceId: 'forms-1',
  channel: 'web-form',
  name: '投诉表单',
  format: 'typeform',
  timeZone: 'Asia/Hong_Kong',
  rate: { itemsPerSecond: 10, burst: 20 },
  settings: {},
  mapping: {},
  credentialsEncrypted: null,
  ...over,
});
const source = (over: Partial<Source> = {}): Source => {
  const made = makeSource(wanted(), 'sealed-1', noon);
  if (!made.ok) throw new Error(made.error);
  return { ...made.next, ...over };
};
const secretsAfter = (from: Source, overlapSeconds: number, at = noon) => {
  const decided = rotateSecret(from, { sealed: 'sealed-2', overlapSeconds }, at);
  return decided.ok ? decided.next.secretsEncrypted : decided.error;
};

test.each<[string, Partial<NewSource>]>([
  ['a format of another channel', { format: 'twilio-transcription' }],
  ['a format that nobody reads', { format: 'typeforms' }],
  ['a name that every object has', { format: 'toString' }],
])('%s is refused', (_name, over) => {
  expect(makeSource(wanted(over), null, noon)).toEqual({ ok: false, error: 'format-unknown' });
});

test('what is shown of a source, and kept of its making, holds no secret', () => {
  const made = makeSource(wanted({ credentialsEncrypted: 'sealed-credentials' }), 'sealed-1', noon);
  expect(made).toMatchObject({ ok: true, changes: { after: { signed: true, hasCredentials: true } } });
  const shown = made.ok && [shownOf(made.next), made.changes];
  expect(JSON.stringify(shown)).not.toContain('sealed-');
  expect(made.ok && shownOf(made.next).secrets).toEqual([{ until: null }]);
});

describe('rotating a secret', () => {
  test('the one before it holds for the overlap', () =>
    expect(secretsAfter(source(), 60)).toEqual([{ sealed: 'sealed-2' }, { sealed: 'sealed-1', until: later(60) }]));

  test('without an overlap the one before it is gone', () =>
    expect(secretsAfter(source(), 0)).toEqual([{ sealed: 'sealed-2' }]));

  test('one that ends earlier is not believed for longer, and one that has ended is forgotten', () => {
    const secretsEncrypted = [
      { sealed: 'a' },
      { sealed: 'b', until: later(10) },
      { sealed: 'c', until: later(90) },
      { sealed: 'd', until: later(-1) },
    ];
    expect(secretsAfter(source({ secretsEncrypted }), 60)).toEqual([
      { sealed: 'sealed-2' },
      { sealed: 'a', until: later(60) },
      { sealed: 'b', until: later(10) },
      { sealed: 'c', until: later(60) },
    ]);
  });

  test('more than five at once are refused', () => {
    const secretsEncrypted = ['a', 'b', 'c', 'd', 'e'].map((sealed) => ({ sealed }));
    expect(secretsAfter(source({ secretsEncrypted }), 60)).toBe('too-many-secrets');
    expect(secretsAfter(source({ secretsEncrypted }), 0)).toEqual([{ sealed: 'sealed-2' }]);
  });

  test('a source that posts with a bearer key has none', () => {
    const { format: _, ...plain } = source();
    expect(secretsAfter(plain, 60)).toBe('format-takes-no-secret');
  });
});

describe('changing a source', () => {
  test('only what differs is kept as changed', () => {
    const decided = changeSource(source(), { state: 'paused', name: '投诉表单' }, new Date(later(5)));
    expect(decided).toEqual({
      ok: true,
      next: { ...source(), state: 'paused', changedAt: later(5) },
      changes: { before: { state: 'active' }, after: { state: 'paused' } },
    });
  });

  test('without a difference nothing changes', () =>
    expect(changeSource(source(), { name: '投诉表单' }, new Date(later(5)))).toEqual({
      ok: true,
      next: source(),
      changes: null,
    }));

  test('credentials are given, given anew, and taken away', () => {
    const given = changeSource(source(), { credentialsEncrypted: 'x' }, noon);
    expect(given).toMatchObject({ next: { credentialsEncrypted: 'x' }, changes: { after: { hasCredentials: true } } });
    const has = source({ credentialsEncrypted: 'x' });
    expect(changeSource(has, { credentialsEncrypted: 'y' }, noon)).toMatchObject({
      next: { credentialsEncrypted: 'y' },
      changes: { after: { credentials: 'given anew' } },
    });
    const taken = changeSource(has, { credentialsEncrypted: null }, noon);
    expect(taken.ok && taken.next).toEqual(source());
  });
});

test('a removed source keeps no secret; the default of a channel stays', () => {
  const removed = removeSource(source({ credentialsEncrypted: 'x' }), noon);
  expect(removed.ok && removed.next).toEqual(source({ secretsEncrypted: [] }));
  expect(removeSource(source({ isDefault: true }), noon)).toEqual({ ok: false, error: 'source-is-default' });
});

test.each([
  ['typeform', 'short', false],
  ['typeform', 'long enough', false],
  ['typeform', '12345678', true],
  ['cloud-events', '12345678', false],
  ['cloud-events', 'a-secret/with-a-slash-inside-it', false],
  ['cloud-events', 'a-secret_that-is-long-enough', true],
  ['standard-webhooks', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', false],
  ['standard-webhooks', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', true],
  ['standard-webhooks', 'whsec_short', false],
])('for %s the secret %s fits: %s', (format, secret, fits) => {
  expect(isFitSecret(format, secret)).toBe(fits);
});

test('Formbricks has a secret of its own that it signs by, or one for the address', () => {
  const signing = secretOf('standard-webhooks', Buffer.alloc(32, 0xfb));
  const fits = [signing, secretOf('formbricks', Buffer.alloc(32)), 'with/slash', `${signing}!`];
  expect(fits.map((secret) => isFitSecret('formbricks', secret))).toEqual([true, true, false, false]);
});

test.each([['typeform'], ['cloud-events'], ['standard-webhooks']])('a secret that is made for %s fits it', (format) => {
  expect(isFitSecret(format, secretOf(format, Buffer.alloc(32, 0xfb)))).toBe(true);
});
