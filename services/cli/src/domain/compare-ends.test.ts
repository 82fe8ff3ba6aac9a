import { compareEnds, type AuditInput, type EndRow } from './compare-ends';

const opened = (feedbackId: string): EndRow => ({
  feedbackId,
  state: 'opened',
  caseId: `case-${feedbackId}`,
  casesOpened: 1,
});
const joined = (feedbackId: string): EndRow => ({ feedbackId, state: 'joined', caseId: 'case-a', casesOpened: 0 });

const audit = (input: Partial<AuditInput>) =>
  compareEnds({
    accepted: new Set(['a', 'b', 'c']),
    ends: [opened('a'), joined('b'), opened('c')],
    parked: new Set(),
    clocksStarted: new Map([
      ['a', 1],
      ['c', 1],
    ]),
    covered: new Set(['a', 'b', 'c']),
    ...input,
  });

test('every accepted feedback in exactly one end passes', () => {
  expect(audit({})).toEqual({
    accepted: 3,
    ends: { opened: 2, joined: 1, mention: 0, recorded: 0, erased: 0, parked: 0 },
    missing: [],
    doubled: [],
    withoutClock: [],
    clockedTwice: [],
    olderThanKafka: 0,
    ok: true,
  });
});

test.each<[string, Partial<AuditInput>, object]>([
  ['a feedback without an end', { ends: [opened('a'), joined('b')] }, { missing: ['c'] }],
  [
    'a feedback still waiting for its target',
    { ends: [opened('a'), opened('c'), { ...joined('b'), state: 'waiting' }] },
    { missing: ['b'] },
  ],
  ['a feedback in two ends', { ends: [opened('a'), joined('b'), opened('c'), joined('c')] }, { doubled: ['c'] }],
  [
    'a feedback that opened two cases',
    { ends: [opened('a'), joined('b'), { ...opened('c'), casesOpened: 2 }] },
    { doubled: ['c'] },
  ],
  [
    'a joined feedback that also opened a case',
    { ends: [opened('a'), { ...joined('b'), casesOpened: 1 }, opened('c')] },
    { doubled: ['b'] },
  ],
  [
    'a joined feedback without a case',
    { ends: [opened('a'), { ...joined('b'), caseId: null }, opened('c')] },
    { doubled: ['b'] },
  ],
  ['a case whose promise no clock holds', { covered: new Set(['a', 'b']) }, { withoutClock: ['c'] }],
  ['a promise with two clocks', { clocksStarted: new Map([['a', 2]]) }, { clockedTwice: ['a'] }],
])('%s fails the audit by name', (_name, input, fault) => {
  expect(audit(input)).toMatchObject({ ...fault, ok: false });
});

test('a parked feedback has an end; a parked later delivery of an ended one is no second end', () => {
  const result = audit({ ends: [opened('a'), joined('b')], parked: new Set(['c', 'a']), covered: new Set(['a', 'b']) });
  expect([result.ends.parked, result.ends.opened, result.ok]).toEqual([1, 1, true]);
});

test('what Kafka no longer holds is counted apart and is no fault', () => {
  expect(
    audit({ ends: [opened('a'), joined('b'), opened('c'), opened('old')], covered: new Set(['a', 'b', 'c', 'old']) }),
  ).toMatchObject({
    olderThanKafka: 1,
    ends: { opened: 2 },
    ok: true,
  });
});
