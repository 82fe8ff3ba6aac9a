import { foldClock } from '@hearback/proof';
import { factsOf, inForceOf, readExamples, type Example, type ExpectedClock } from '../../examples/read-examples';
import { reconcileClocks } from './reconcile-clocks';
import { CASE_ID, letterOf } from './test-case';
import { wantedClocks, type WantedClock } from './wanted-clocks';

const examples = readExamples();

test('there are at least 150, each with a reason and an id of its own', () => {
  expect(examples.length).toBeGreaterThanOrEqual(150);
  expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
  expect(examples.filter(({ reason }) => reason.length < 10)).toEqual([]);
});

test.each(examples)('$id: $title', (example) => {
  const clocks = wantedOf(example, factsOf(example));
  expect(clocks.map((clock, index) => saidOf(clock, example.clocks[index])).sort(inOrder)).toEqual(
    example.clocks.map(expectedOf).sort(inOrder),
  );
  if (example.rate) expect(rateOf(clocks)).toBe(example.rate);
});

test.each(examples)('$id, told in another order and twice, and as events', (example) => {
  const facts = factsOf(example);
  const wanted = wantedOf(example, facts);
  expect(wantedOf(example, [...facts].reverse().concat(facts))).toEqual(wanted);
  const now = new Date(example.now);
  const started = reconcileClocks({ known: [], wanted }, now);
  const known = started.map(({ clock }) => clock);
  expect(reconcileClocks({ known, wanted }, now)).toEqual([]);
  expect(known.map(({ clockId, state, dueAt, fulfilledAt }) => [clockId, state, dueAt, fulfilledAt])).toEqual(
    wanted.map(({ clockId, state, dueAt, fulfilledAt }) => [clockId, state, dueAt, fulfilledAt]),
  );
  for (const { clock, steps } of started)
    expect(clock).toEqual(expect.objectContaining(foldClock(steps.map(({ event }) => event))));
});

function wantedOf(example: Example, facts: ReturnType<typeof factsOf>): WantedClock[] {
  const clocks = wantedClocks({ caseId: CASE_ID, facts }, inForceOf(example), new Date(example.now));
  return clocks
    .filter(({ promise }) => example.promises.includes(promise))
    .sort((a, b) => order(a.startedAt, a.promise, a.feedbackId) - order(b.startedAt, b.promise, b.feedbackId));
}

function order(startedAt: Date, promise: string, feedbackId: string): number {
  return startedAt.getTime() + promise.length / 100 + feedbackId.charCodeAt(35) / 10_000;
}

const inOrder = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

// What an example need not say is this; of fields that only some name, those are compared.
function expectedOf(expected: ExpectedClock) {
  const by = (expected.by as string | undefined) ?? 'A';
  return {
    startedAt: iso(expected.startedAt),
    promise: expected.promise,
    by,
    dueAt: iso(expected.dueAt),
    state: expected.state,
    instance: expected.instance ?? 0,
    fulfilledAt: iso(expected.fulfilledAt as string | undefined),
    provisional: expected.provisional ?? false,
    confirmed: expected.confirmed ?? false,
    withdrawnReason: expected.withdrawnReason ?? null,
    covers: expected.covers ?? by,
    ...named(expected, (name) => expected[name]),
  };
}

function saidOf(clock: WantedClock, expected: ExpectedClock | undefined) {
  const by = clock.fulfilledBy;
  const special: Record<string, unknown> = {
    customer: clock.customerKey,
    fulfilledBy: by?.startsWith('resolved') ? by : by && letterOf(by),
    term: clock.term,
    owner: clock.owner,
    team: clock.team,
    product: clock.product,
  };
  return {
    startedAt: clock.startedAt.toISOString(),
    promise: clock.promise,
    by: letterOf(clock.feedbackId),
    dueAt: clock.dueAt.toISOString(),
    state: clock.state,
    instance: clock.instance,
    fulfilledAt: clock.fulfilledAt?.toISOString() ?? null,
    provisional: clock.provisional,
    confirmed: clock.confirmed,
    withdrawnReason: clock.withdrawnReason,
    covers: clock.covers.map(letterOf).join(''),
    ...named(expected ?? {}, (name) => special[name]),
  };
}

const SOMETIMES = ['customer', 'fulfilledBy', 'term', 'owner', 'team', 'product'];

function named(expected: object, pick: (name: string) => unknown) {
  return Object.fromEntries(SOMETIMES.filter((name) => name in expected).map((name) => [name, pick(name)]));
}

function iso(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString();
}

function rateOf(clocks: readonly WantedClock[]): string {
  const met = clocks.filter(({ state }) => state === 'met').length;
  return `${met} of ${met + clocks.filter(({ state }) => state === 'missed').length}`;
}
