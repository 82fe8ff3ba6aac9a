import { bankPromise, CASE_ID, feedback, h, id, reply, revision } from '../../test/fact-builders';
import type { CaseFact } from './case-fact';
import type { PolicyInForce } from './policy';
import { wantedClocks } from './response-clock';

// Each promise in short: who started it, when (hours), what became of it, by which reply, and what it answers for.
function promises(facts: CaseFact[], now = h(1_000), policies: PolicyInForce[] = bankPromise) {
  return wantedClocks({ caseId: CASE_ID, facts }, policies, now).map((clock) => ({
    by: clock.revision ? `${letterOf(clock.feedbackId)}#${clock.revision}` : letterOf(clock.feedbackId),
    customer: clock.customerKey,
    start: (clock.startedAt.getTime() - h(0).getTime()) / 3_600_000,
    state: clock.state,
    reply: clock.replyId && letterOf(clock.replyId),
    covers: clock.covers.map(letterOf).join(''),
  }));
}

const letterOf = (uuid: string) => String.fromCharCode(parseInt(uuid.slice(-2), 16));
const li = { customer: 'li', start: 0, reply: null };

test.each<[string, CaseFact[], Date, object[]]>([
  [
    'a feedback without an answer runs until its due time, that moment included',
    [feedback('A', h(0))],
    h(24),
    [{ ...li, by: 'A', state: 'running', covers: 'A' }],
  ],
  [
    'one millisecond after the due time it is missed',
    [feedback('A', h(0))],
    h(24, 1),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'a reply at the due time is in time',
    [feedback('A', h(0)), reply('x', h(24))],
    h(99),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'a reply one millisecond later is not',
    [feedback('A', h(0)), reply('x', h(24, 1))],
    h(99),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'a reply at the very moment of the feedback answers it',
    [feedback('A', h(0)), reply('x', h(0))],
    h(99),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'a reply before the feedback is ignored',
    [feedback('A', h(0)), reply('x', h(0, -1))],
    h(5),
    [{ ...li, by: 'A', state: 'running', covers: 'A' }],
  ],
  [
    'the first of several replies meets the promise',
    [feedback('A', h(0)), reply('y', h(9)), reply('x', h(3))],
    h(99),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'an automatic reply never counts',
    [feedback('A', h(0)), reply('x', h(1), { automatic: true })],
    h(25),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'a reply without substance never counts',
    [feedback('A', h(0)), reply('x', h(1), { substantive: false })],
    h(25),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'a reply from the future does not count',
    [feedback('A', h(0)), reply('x', h(6), { knownAt: h(5) })],
    h(25),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'what the customer adds before the answer joins the running promise',
    [feedback('A', h(0)), feedback('B', h(3)), feedback('C', h(5)), reply('x', h(5))],
    h(99),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'ABC' }],
  ],
  [
    'what comes after the answer starts another promise',
    [feedback('A', h(0)), reply('x', h(5)), feedback('B', h(5, 1))],
    h(6),
    [
      { ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' },
      { ...li, by: 'B', start: 5 + 1 / 3_600_000, state: 'running', covers: 'B' },
    ],
  ],
  [
    'at the due time it still joins, after the miss it starts another',
    [feedback('A', h(0)), feedback('B', h(24)), feedback('C', h(30))],
    h(31),
    [
      { ...li, by: 'A', state: 'missed', covers: 'AB' },
      { ...li, by: 'C', start: 30, state: 'running', covers: 'C' },
    ],
  ],
  [
    'a late reply leaves the miss and meets the promise that came after it',
    [feedback('A', h(0)), feedback('B', h(30)), reply('x', h(31))],
    h(99),
    [
      { ...li, by: 'A', state: 'missed', covers: 'A' },
      { ...li, by: 'B', start: 30, state: 'met', reply: 'x', covers: 'B' },
    ],
  ],
  [
    'a second customer of the case has a promise of their own, and only their own reply meets it',
    [feedback('A', h(0)), feedback('B', h(1), { customerKey: 'wang' }), reply('x', h(2))],
    h(3),
    [
      { ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' },
      { by: 'B', customer: 'wang', start: 1, state: 'running', reply: null, covers: 'B' },
    ],
  ],
  [
    'a reply belongs to the customer of the feedback that it answers',
    [feedback('A', h(0)), reply('x', h(2), { customerKey: 'as-the-channel-knows-her' })],
    h(3),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'a substantive revision after the answer starts another promise',
    [feedback('A', h(0)), reply('x', h(2)), revision('A', h(4))],
    h(5),
    [
      { ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' },
      { ...li, by: 'A#2', start: 4, state: 'running', covers: 'A' },
    ],
  ],
  [
    'a correction of commas after the answer starts nothing',
    [feedback('A', h(0)), reply('x', h(2)), revision('A', h(4), { substantive: false })],
    h(5),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'a revision before the answer belongs to the running promise',
    [feedback('A', h(0)), revision('A', h(1)), reply('x', h(2))],
    h(5),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'a revision of what was missed and never answered starts nothing new',
    [feedback('A', h(0)), revision('A', h(30))],
    h(31),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'a revision after a late answer starts another promise',
    [feedback('A', h(0)), reply('x', h(26)), revision('A', h(30))],
    h(31),
    [
      { ...li, by: 'A', state: 'missed', covers: 'A' },
      { ...li, by: 'A#2', start: 30, state: 'running', covers: 'A' },
    ],
  ],
  ['a revision waits for its feedback', [revision('A', h(4)), reply('x', h(2))], h(5), []],
  [
    'a reply logged by hand in time meets the promise',
    [feedback('A', h(0)), reply('x', h(23), { origin: 'logged', knownAt: h(24) })],
    h(99),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
  [
    'a reply logged by hand after the due time, as made before it, does not',
    [feedback('A', h(0)), reply('x', h(23), { origin: 'logged', knownAt: h(24, 1) })],
    h(99),
    [{ ...li, by: 'A', state: 'missed', covers: 'A' }],
  ],
  [
    'an observed reply found days later counts with its own time',
    [feedback('A', h(0)), reply('x', h(23), { knownAt: h(90) })],
    h(99),
    [{ ...li, by: 'A', state: 'met', reply: 'x', covers: 'A' }],
  ],
])('%s', (_name, ...[facts, now, expected]) => {
  expect(promises(facts, now)).toEqual(expected);
});

test('the clock says who, when and under which policy, and its id depends on nothing else', () => {
  const facts = [feedback('A', h(0), { branch: '福州鼓楼支行', channel: 'branch', sourceId: 'boxes' })];
  const [clock] = wantedClocks({ caseId: CASE_ID, facts }, bankPromise, h(1));
  expect(clock).toEqual({
    clockId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    caseId: CASE_ID,
    customerKey: 'li',
    promise: 'first-reply',
    feedbackId: id('A'),
    revision: 0,
    channel: 'branch',
    sourceId: 'boxes',
    branch: '福州鼓楼支行',
    startedAt: h(0),
    dueAt: h(24),
    thresholds: [43_200, 14_400, 3_600, 900],
    policyVersion: 'test-1',
    state: 'running',
    fulfilledAt: null,
    replyId: null,
    covers: [id('A')],
  });
  expect(wantedClocks({ caseId: CASE_ID, facts }, bankPromise, h(90))[0]!.clockId).toBe(clock!.clockId);
});

test('24 hours are 86,400 seconds, also across a leap day and the night in which clocks change', () => {
  for (const start of ['2028-02-28T16:00:00Z', '2026-03-08T06:30:00Z', '2026-12-31T23:59:59.999Z']) {
    const [clock] = wantedClocks({ caseId: CASE_ID, facts: [feedback('A', new Date(start))] }, bankPromise, h(0));
    expect(clock!.dueAt.getTime() - Date.parse(start)).toBe(86_400_000);
  }
});

test('a policy says which kinds and channels start a promise', () => {
  const [{ policy }] = bankPromise as [PolicyInForce];
  const narrow = {
    ...policy,
    firstReply: { ...policy.firstReply, kinds: ['complaint' as const], channels: ['hotline' as const] },
  };
  const facts = [
    feedback('A', h(0), { feedbackKind: 'praise' }),
    feedback('B', h(1), { channel: 'social' }),
    feedback('C', h(2)),
  ];
  expect(promises(facts, h(3), [{ appliesFrom: h(-9), policy: narrow }])).toEqual([
    { ...li, by: 'C', start: 2, state: 'running', covers: 'C' },
  ]);
});

test('a changed policy holds for promises that start from then on', () => {
  const [{ policy }] = bankPromise as [PolicyInForce];
  const shorter = { ...policy, version: 'test-2', firstReply: { ...policy.firstReply, lengthSeconds: 43_200 } };
  const history = [...bankPromise, { appliesFrom: h(10), policy: shorter }];
  const facts = [feedback('A', h(0)), feedback('B', h(10), { customerKey: 'wang' })];
  const clocks = wantedClocks({ caseId: CASE_ID, facts }, history, h(11));
  expect(clocks.map(({ dueAt, policyVersion }) => [dueAt, policyVersion])).toEqual([
    [h(24), 'test-1'],
    [h(22), 'test-2'],
  ]);
});
