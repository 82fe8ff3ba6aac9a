import {
  CHAIN_START,
  daysRoot,
  EMPTY_DAY,
  extendDayRoot,
  sealingKeyPair,
  utcDayOf,
  verifyCheckpoint,
  type Countable,
} from '@hearback/proof';
import { sealEvents, summed, type Change, type Sealable, type SealInput } from './seal-events';

const signer = sealingKeyPair(Buffer.alloc(32, 3));
const NOW = new Date('2026-02-18T08:00:00.000Z');
const link = (n: number) => n.toString(16).padStart(64, '0');

const running = {
  promise: 'first-reply',
  startedAt: new Date('2026-02-16T23:59:59.999Z'),
  channel: 'hotline',
  branch: '上海分行',
  state: 'running',
  product: 'card',
  cause: 'fees',
  owner: null,
  team: null,
  confirmed: false,
  withdrawnReason: null,
} as const satisfies Countable;
const met = { ...running, state: 'met', owner: 'u-1', team: '信用卡組' } as const;
const nextDay = { ...running, startedAt: new Date('2026-02-17T00:00:00.000Z') };

interface Event {
  position: number;
  before: Countable | null;
  after: Countable;
}

const event = (position: number, after: Countable, before: Countable | null = null): Event => ({
  position,
  before,
  after,
});
const change = ({ before, after }: Event): Change => ({ before, after, count: 1 });

/** What the database makes of events. */
function sealable(...events: Event[]): Sealable {
  const links = new Map<string, string[]>();
  for (const { position, after } of events) {
    const day = utcDayOf(after.startedAt);
    links.set(day, [...(links.get(day) ?? []), link(position)]);
  }
  return { links, changes: events.map(change), position: events.at(-1)!.position };
}

const events = [event(4, running), event(7, nextDay), event(9, met, running)];
const first: SealInput = { last: null, days: new Map(), ...sealable(...events), now: NOW };

test('the same events give the same seal, byte for byte', () => {
  expect(sealEvents(first, signer)).toEqual(sealEvents(structuredClone(first), signer));
});

test('each day has the chain of its own events, in their order, whichever way they came', () => {
  const { days, checkpoint, position } = sealEvents(first, signer);
  const expected = new Map([
    ['2026-02-16', extendDayRoot(EMPTY_DAY, [link(4), link(9)])],
    ['2026-02-17', extendDayRoot(EMPTY_DAY, [link(7)])],
  ]);
  expect({ days, position }).toEqual({ days: expected, position: 9 });
  expect(checkpoint.daysRoot).toBe(daysRoot([...expected].map(([day, { events, root }]) => [day, events, root])));
});

test('a clock belongs to the UTC day of its start, to the last millisecond', () => {
  expect([...sealEvents(first, signer).days.keys()]).toEqual(['2026-02-16', '2026-02-17']);
});

test('the first checkpoint is number 1, has no root before it, and is signed', () => {
  const { checkpoint } = sealEvents(first, signer);
  expect(checkpoint).toMatchObject({
    number: 1,
    sealedAt: NOW.toISOString(),
    events: 3,
    previousRoot: CHAIN_START,
    keyId: signer.keyId,
  });
  expect(verifyCheckpoint(checkpoint, signer.publicKey)).toEqual([]);
});

test('the next one counts on, hangs on the one before, and covers days that it did not touch', () => {
  const one = sealEvents(first, signer);
  const two = sealEvents({ last: one.checkpoint, days: one.days, ...sealable(event(12, nextDay)), now: NOW }, signer);
  expect([...two.days]).toEqual([['2026-02-17', extendDayRoot(one.days.get('2026-02-17')!, [link(12)])]]);
  expect(two.checkpoint).toMatchObject({ number: 2, events: 4, previousRoot: one.checkpoint.root });
  const all = new Map([...one.days, ...two.days]);
  expect(two.checkpoint.daysRoot).toBe(daysRoot([...all].map(([day, d]) => [day, d.events, d.root])));
});

test('what was sealed in one checkpoint or in many ends with the same days', () => {
  const atOnce = sealEvents(first, signer).days;
  let [last, days]: [SealInput['last'], SealInput['days']] = [null, new Map()];
  for (const one of events) {
    const seal = sealEvents({ last, days, ...sealable(one), now: NOW }, signer);
    [last, days] = [seal.checkpoint, new Map([...days, ...seal.days])];
  }
  expect({ days, events: last?.events, number: last?.number }).toEqual({ days: atOnce, events: 3, number: 3 });
});

test('another order of the same events is another root', () => {
  const [a, b, c] = events;
  const swapped = sealEvents({ ...first, ...sealable(c!, b!, a!) }, signer);
  expect(swapped.checkpoint.root).not.toBe(sealEvents(first, signer).checkpoint.root);
});

test('sealedAt never goes back and never stands still, even where the clock of the machine does', () => {
  const { checkpoint } = sealEvents(first, signer);
  const sealedAt = (now: Date) => sealEvents({ ...first, last: checkpoint, now }, signer).checkpoint.sealedAt;
  expect(sealedAt(NOW)).toBe('2026-02-18T08:00:00.001Z');
  expect(sealedAt(new Date(NOW.getTime() - 3_600_000))).toBe('2026-02-18T08:00:00.001Z');
  expect(sealedAt(new Date(NOW.getTime() + 1_000))).toBe('2026-02-18T08:00:01.000Z');
});

const total = (deltas: ReturnType<typeof summed>) =>
  deltas
    .filter(({ dimension }) => dimension === 'total')
    .map(({ cohortHour, met, confirmed, missed, running, withdrawn }) => [
      cohortHour,
      [met, confirmed, missed, running, withdrawn],
    ]);

test('a clock started and met in one seal adds one met promise and no running one', () => {
  expect(total(sealEvents(first, signer).deltas)).toEqual([
    ['2026-02-16T23:00:00.000Z', [1, 0, 0, 0, 0]],
    ['2026-02-17T00:00:00.000Z', [0, 0, 0, 1, 0]],
  ]);
});

test('a clock met after it was sealed leaves the running ones, and its owner and team get it', () => {
  const deltas = summed([change(event(9, met, running))]);
  expect(deltas.map(({ dimension, key, met, running }) => [dimension, key, met, running])).toEqual([
    ['branch', '上海分行', 1, -1],
    ['cause', 'fees', 1, -1],
    ['channel', 'hotline', 1, -1],
    ['owner', 'u-1', 1, 0],
    ['product', 'card', 1, -1],
    ['team', '信用卡組', 1, 0],
    ['total', '', 1, -1],
  ]);
});

test('cells that end as they began are no row', () => {
  const there = event(9, met, running);
  const back = event(10, running, met);
  expect(summed([change(there), change(back)])).toEqual([]);
  expect(summed([change(event(11, running, running))])).toEqual([]);
});

test('what many events changed alike counts as often as there were events', () => {
  const one = summed([change(event(9, met, running))]);
  const many = summed([{ before: running, after: met, count: 7 }]);
  expect(many).toEqual(one.map((row) => ({ ...row, met: row.met * 7, running: row.running * 7 })));
});
