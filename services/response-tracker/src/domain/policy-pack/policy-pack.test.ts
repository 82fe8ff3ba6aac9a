import { policySchema } from '../policy';
import { liftPolicy, readPolicyDocument } from './lift-policy';
import { readPolicyPack, type TermStart } from './policy-pack';
import { shippedPacks } from './shipped-packs';
import { termsStartedBy } from './terms-started-by';

const smallPolicy = {
  version: 'bank-promise-1',
  source: "The bank's own promise",
  firstReply: { lengthSeconds: 86_400, warnings: [43_200, 14_400, 3_600, 900], kinds: 'all', channels: 'all' },
};

const term = {
  promise: 'p',
  kind: 'resolution',
  title: { en: 'P', zh: '诺' },
  length: { workingDays: 15 },
  calendar: 'cn-bank',
  starts: { on: 'feedback-received', kinds: 'all', channels: 'all', products: 'all' },
  warnings: [{ fraction: 0.5, to: 'owner' }],
  source: { law: 'invented' },
};
const packWith = (...changes: object[]) => ({
  id: 'x',
  version: 'x-1',
  title: { en: 'X', zh: '某' },
  terms: changes.map((change) => ({ ...term, ...change })),
});
const faults = (...changes: object[]) => {
  const result = readPolicyPack(packWith(...changes));
  return result.ok ? [] : result.faults;
};
const extension = { id: 'more', title: term.title, maxTimes: 1, approval: 'none', notice: false };

test('a term with what it needs is accepted; it never pauses, does not repeat and cannot be extended', () => {
  const result = readPolicyPack(packWith({}));
  expect(result.ok && result.pack.terms[0]).toEqual({
    ...term,
    repeats: false,
    pauses: 'never',
    extensions: [],
    endsOnWithdrawal: true,
  });
});

test.each<[string, object, string]>([
  [
    'days without a calendar',
    { calendar: undefined },
    'terms.0.calendar: a length in days, weeks or working time needs a calendar',
  ],
  [
    'a kind nobody knows',
    { kind: 'apology' },
    'terms.0.kind: Invalid option: expected one of "acknowledgement"|"first-reply"|"next-reply"|"progress-update"|"resolution"|"legal"|"follow-up-visit"',
  ],
  [
    'a first reply that pauses',
    { kind: 'first-reply', pauses: 'waiting-for-customer' },
    'terms.0.pauses: a first-reply promise never pauses',
  ],
  [
    'a legal limit that pauses',
    { kind: 'legal', pauses: 'waiting-for-customer' },
    'terms.0.pauses: a legal promise never pauses',
  ],
  [
    'a warning before the start',
    { warnings: [{ secondsLeft: 15 * 86_400, to: 'owner' }] },
    'terms.0.warnings.0: a warning must come after the start: fewer seconds left than the length has',
  ],
  [
    'the same warning twice',
    {
      warnings: [
        { secondsLeft: 60, to: 'owner' },
        { secondsLeft: 60, to: 'head' },
      ],
    },
    'terms.0.warnings.1: the warning stands twice',
  ],
  [
    'seventeen warnings',
    { warnings: Array.from({ length: 17 }, (_, i) => ({ secondsLeft: i + 1, to: 'owner' })) },
    'terms.0.warnings: Too big: expected array to have <=16 items',
  ],
  [
    'an extension in another unit',
    { extensions: [{ ...extension, by: { calendarDays: 3 } }] },
    'terms.0.extensions.0: counts in another unit than the length',
  ],
  [
    'an extension that shortens',
    { extensions: [{ ...extension, to: { workingDays: 15 } }] },
    'terms.0.extensions.0: is no longer than the length',
  ],
  [
    'an extension with to and by',
    { extensions: [{ ...extension, to: { workingDays: 20 }, by: { workingDays: 5 } }] },
    'terms.0.extensions.0: expected either to or by',
  ],
  ['an extension with neither', { extensions: [extension] }, 'terms.0.extensions.0: expected either to or by'],
  [
    'an extension after nothing',
    { extensions: [{ ...extension, by: { workingDays: 5 }, after: 'other' }] },
    'terms.0.extensions.0: no extension before it is named other',
  ],
  ['an unknown word', { lengthHours: 24 }, 'terms.0: Unrecognized key: "lengthHours"'],
])('%s is refused and named', (_what, change, fault) => {
  expect(faults(change)).toEqual([fault]);
});

test('a promise that stands twice is refused and named', () => {
  expect(faults({}, {})).toEqual(['terms.1.promise: the promise stands twice']);
});

test('every fault is named at once', () => {
  expect(faults({ kind: 'x' }, { promise: '' }).length).toBe(2);
});

test('the shipped packs are good, and no promise stands in two of them', () => {
  const packs = [...shippedPacks().values()];
  const promises = packs.flatMap(({ terms }) => terms.map(({ promise }) => promise));
  expect(packs.map(({ version }) => version)).toEqual(['bank-promise-2', 'china-2020-1', 'uk-disp-1', 'us-cfpb-1']);
  expect(new Set(promises).size).toBe(promises.length);
});

test('the first reply of the pack is the promise of the first version: 24 hours, the same four warnings', () => {
  const { length, warnings } = shippedPacks().get('bank-promise')!.terms[0]!;
  const lefts = warnings.map((warning) => 'secondsLeft' in warning && warning.secondsLeft);
  expect([length, lefts]).toEqual([{ seconds: smallPolicy.firstReply.lengthSeconds }, smallPolicy.firstReply.warnings]);
});

test('the small policy file is a pack with one term that passes as a pack', () => {
  const lifted = liftPolicy(policySchema.parse(smallPolicy));
  expect(readPolicyPack(JSON.parse(JSON.stringify(lifted)))).toEqual({ ok: true, pack: lifted });
  expect([lifted.version, lifted.terms.map(({ length }) => length)]).toEqual(['bank-promise-1', [{ seconds: 86_400 }]]);
});

test('a file of either form is read, and faults of either form are named', () => {
  const seconds = {
    version: 'short',
    firstReply: { lengthSeconds: 2, warnings: [1], kinds: 'all', channels: ['social'] },
  };
  const read = readPolicyDocument(seconds);
  expect(read.ok && read.pack.terms[0]).toMatchObject({
    length: { seconds: 2 },
    warnings: [{ secondsLeft: 1, to: 'owner' }],
  });
  expect(readPolicyDocument(packWith({})).ok).toBe(true);
  expect(readPolicyDocument({ ...seconds, version: '' })).toEqual({
    ok: false,
    faults: ['version: expected letters, digits, dots, dashes and underscores'],
  });
  expect([readPolicyDocument(null).ok, readPolicyDocument([]).ok, readPolicyDocument('x').ok]).toEqual([
    false,
    false,
    false,
  ]);
});

test.each<[string, TermStart, string, string, string[]]>([
  ['bank-promise', 'feedback-received', 'complaint', 'social', ['first-reply', 'progress-update', 'resolution']],
  ['bank-promise', 'feedback-received', 'praise', 'social', ['first-reply']],
  ['bank-promise', 'customer-follow-up', 'praise', 'hotline', ['next-reply']],
  ['bank-promise', 'resolved', 'complaint', 'branch', ['follow-up-visit']],
  ['bank-promise', 'resolved', 'enquiry', 'branch', []],
  ['china-2020', 'feedback-received', 'complaint', 'app-rating', ['china-legal-limit']],
  ['china-2020', 'feedback-received', 'suggestion', 'app-rating', []],
  ['uk-disp', 'feedback-received', 'complaint', 'web-form', ['disp-acknowledgement', 'disp-summary-resolution', 'disp-final-response']], // prettier-ignore
  ['us-cfpb', 'feedback-received', 'complaint', 'third-party', ['cfpb-response', 'cfpb-final-response']],
  ['us-cfpb', 'feedback-received', 'complaint', 'hotline', []],
])('%s: %s of a %s by %s starts %j', (id, ...[on, kind, channel, promises]) => {
  const started = termsStartedBy(shippedPacks().get(id)!, { on, kind, channel, product: 'card' });
  expect(started.map(({ promise }) => promise)).toEqual(promises);
});
