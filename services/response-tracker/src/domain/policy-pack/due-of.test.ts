import type { EscalationRole } from '@hearback/contracts';
import { shippedCalendars } from '../calendar/shipped-calendars';
import { dueOf, missingCalendars } from './due-of';
import { extendedLength } from './extension';
import type { Term } from './policy-pack';
import { shippedPacks } from './shipped-packs';
import { warningTimes } from './warning-times';

const calendars = shippedCalendars();
const terms = [...shippedPacks().values()].flatMap((pack) => pack.terms);
const term = (promise: string) => terms.find((candidate) => candidate.promise === promise)!;

test.each([
  ['first-reply', '2026-02-16T04:00:00Z', '2026-02-17T04:00:00Z', 'the Spring Festival is no excuse'],
  ['first-reply', '2028-02-28T20:00:00Z', '2028-02-29T20:00:00Z', 'on the leap day'],
  ['next-reply', '2026-02-27T20:00:00Z', '2026-02-28T20:00:00Z', '24 hours again'],
  ['progress-update', '2026-02-13T04:00:00Z', '2026-02-27T16:00:00Z', '14, 24-27 February'],
  ['resolution', '2026-02-10T04:00:00Z', '2026-03-09T16:00:00Z', 'two shifted Saturdays count'],
  [
    'china-legal-limit',
    '2026-02-10T04:00:00Z',
    '2026-02-25T16:00:00Z',
    'calendar days: here the law is earlier than the bank',
  ],
  ['follow-up-visit', '2026-09-30T04:00:00Z', '2026-10-10T16:00:00Z', '8, 9 and Saturday 10 October'],
  [
    'disp-acknowledgement',
    '2026-04-01T12:00:00Z',
    '2026-04-08T16:00:00Z',
    'Thursday, then over Easter Tuesday and Wednesday, 17:00',
  ],
  [
    'disp-summary-resolution',
    '2026-10-22T12:00:00Z',
    '2026-10-27T17:00:00Z',
    'close of business is 17:00 of winter time',
  ],
  ['disp-final-response', '2026-02-02T12:00:00Z', '2026-03-30T23:00:00Z', '56 days, the last in summer time'],
  ['cfpb-response', '2026-02-25T12:00:00Z', '2026-03-13T04:00:00Z', 'over the start of daylight saving time'],
  ['cfpb-final-response', '2026-09-15T12:00:00Z', '2026-11-15T05:00:00Z', 'over its end'],
])('%s from %s is due %s: %s', (promise, ...[from, dueAt]) => {
  expect(dueOf(term(promise), calendars, new Date(from)).dueAt.toISOString()).toBe(new Date(dueAt).toISOString());
});

test('it says which calendar counted and whether the date may still move', () => {
  expect(dueOf(term('resolution'), calendars, new Date('2026-12-10T04:00:00Z'))).toEqual({
    dueAt: new Date('2026-12-31T16:00:00Z'),
    provisional: true,
    calendarVersion: 'cn-bank@2026.1',
  });
  expect(dueOf(term('first-reply'), new Map(), new Date('2026-12-31T04:00:00Z'))).toEqual({
    dueAt: new Date('2027-01-01T04:00:00Z'),
    provisional: false,
    calendarVersion: null,
  });
});

test('a calendar that is not there is known beforehand', () => {
  const pack = shippedPacks().get('bank-promise')!;
  expect([missingCalendars(pack, new Map()), missingCalendars(pack, calendars)]).toEqual([['cn-bank'], []]);
  expect(() => dueOf(term('resolution'), new Map(), new Date(0))).toThrow('needs the calendar cn-bank');
});

test('every calendar that a shipped pack names is shipped', () => {
  expect([...shippedPacks().values()].flatMap((pack) => missingCalendars(pack, calendars))).toEqual([]);
});

test.each([
  [[], { ok: true, length: { calendarDays: 15 } }],
  [['complex'], { ok: true, length: { calendarDays: 30 } }],
  [['complex', 'especially-complex'], { ok: true, length: { calendarDays: 60 } }],
  [['especially-complex'], { ok: false, error: 'not-yet' }],
  [['complex', 'complex'], { ok: false, error: 'too-often' }],
  [['complex', 'especially-complex', 'especially-complex'], { ok: false, error: 'too-often' }],
  [['because'], { ok: false, error: 'unknown-extension' }],
])('the Chinese limit with the extensions %j', (granted, expected) => {
  expect(extendedLength(term('china-legal-limit'), granted)).toEqual(expected);
});

test('an extended term is due as many days after its start', () => {
  const result = extendedLength(term('china-legal-limit'), ['complex', 'especially-complex']);
  const extended = { ...term('china-legal-limit'), length: result.ok ? result.length : { seconds: 1 } };
  expect(dueOf(extended, calendars, new Date('2026-03-02T04:00:00Z')).dueAt).toEqual(new Date('2026-05-01T16:00:00Z'));
});

test('more working days keep how the last day ends', () => {
  const extensions = [{ ...term('resolution').extensions[0]!, maxTimes: 2 }];
  const length = { workingDays: 3, until: 'close-of-business' } as const;
  expect(extendedLength({ length, extensions }, ['more-time', 'more-time'])).toEqual({
    ok: true,
    length: { workingDays: 13, until: 'close-of-business' },
  });
});

const start = new Date('2026-03-02T00:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

test('warnings of the first reply climb from the owner to the head', () => {
  expect(warningTimes(term('first-reply'), start, after(86_400))).toEqual([
    { at: after(43_200), secondsLeft: 43_200, to: 'owner' },
    { at: after(72_000), secondsLeft: 14_400, to: 'owner' },
    { at: after(82_800), secondsLeft: 3_600, to: 'supervisor' },
    { at: after(85_500), secondsLeft: 900, to: 'head' },
  ]);
});

test.each<[string, Term['warnings'], number, [number, EscalationRole][]]>([
  ['a fraction is of the time that is gone', [{ fraction: 0.8, to: 'owner' }], 1_000, [[200, 'owner']]],
  ['nine tenths leave a tenth', [{ fraction: 0.9, to: 'owner' }], 86_400, [[8_640, 'owner']]],
  ['a fraction is cut to whole seconds left', [{ fraction: 0.5, to: 'owner' }], 3, [[1, 'owner']]],
  ['less than a second left is no warning', [{ fraction: 0.9, to: 'owner' }], 5, []],
  ['at the start there is nothing to warn of', [{ secondsLeft: 10, to: 'owner' }], 10, []],
  ['nor before it', [{ secondsLeft: 11, to: 'owner' }], 10, []],
  ['two at one second: the higher person', [{ fraction: 0.5, to: 'head' }, { secondsLeft: 5, to: 'owner' }], 10, [[5, 'head']]], // prettier-ignore
  ['they come by time', [{ secondsLeft: 1, to: 'head' }, { secondsLeft: 9, to: 'owner' }], 10, [[9, 'owner'], [1, 'head']]], // prettier-ignore
])('%s', (_why, ...[warnings, seconds, expected]) => {
  const times = warningTimes({ warnings }, start, after(seconds));
  expect(times.map(({ secondsLeft, to }) => [secondsLeft, to])).toEqual(expected);
});
