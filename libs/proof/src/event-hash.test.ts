import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { ClockEvent } from './clock-event';
import { chained, CHAIN_START, eventHash } from './event-hash';

const clockId = '11111111-2222-5333-8444-555555555555';
const event: ClockEvent = {
  kind: 'fulfilled',
  sequence: 2,
  effectiveAt: new Date('2026-02-16T03:00:00.000Z'),
  recordedAt: new Date('2026-02-16T03:00:00.250Z'),
  policyVersion: 'bank-2026-01',
  data: { by: 'r-1', confirmed: false, owner: 'u-17', team: null },
};

test('the bytes that are hashed are these, in every version of Hearback', () => {
  const bytes =
    '{"clockId":"11111111-2222-5333-8444-555555555555","data":{"by":"r-1","confirmed":false,"owner":"u-17","team":null},' +
    '"effectiveAt":"2026-02-16T03:00:00.000Z","kind":"fulfilled","policyVersion":"bank-2026-01",' +
    `"previous":"${CHAIN_START}","recordedAt":"2026-02-16T03:00:00.250Z","sequence":2}`;
  const link = eventHash(clockId, event, CHAIN_START);
  expect(link).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(link).toBe('15f465674cfba5be950ce78c414834e8ebbcebb9ad06857dbb3e534b386e403d');
  expect(chained(clockId, event, CHAIN_START)).toEqual({ ...event, hash: link });
});

test('no part of an event, its clock or the link before can change without changing the link', () => {
  const others: [string, ClockEvent, string][] = [
    ['11111111-2222-5333-8444-555555555556', event, CHAIN_START],
    [clockId, event, CHAIN_START.replace('0', '1')],
    [clockId, { ...event, sequence: 3 }, CHAIN_START],
    [clockId, { ...event, effectiveAt: new Date(event.effectiveAt.getTime() + 1) }, CHAIN_START],
    [clockId, { ...event, recordedAt: new Date(event.recordedAt.getTime() + 1) }, CHAIN_START],
    [clockId, { ...event, policyVersion: 'bank-2026-02' }, CHAIN_START],
    [clockId, { ...event, kind: 'breached' } as ClockEvent, CHAIN_START],
    [clockId, { ...event, data: { ...event.data, confirmed: true } } as ClockEvent, CHAIN_START],
  ];
  const links = others.map((parts) => eventHash(...parts));
  expect(new Set([eventHash(clockId, event, CHAIN_START), ...links]).size).toBe(others.length + 1);
});

test('whatever the data is, other data has another link', () => {
  const data = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean()), { maxKeys: 3 });
  fc.assert(
    fc.property(data, data, (a, b) => {
      const [x, y] = [a, b].map((d) => eventHash(clockId, { ...event, data: d } as never, CHAIN_START));
      const isSame = JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
      fc.pre(isSame || !Object.values({ ...a, ...b }).some((value) => Object.is(value, -0)));
      expect(x === y).toBe(isSame);
    }),
  );
});
