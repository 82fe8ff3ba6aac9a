import type { Arrival, GivenItem } from './arrival';
import { feedbackIdOf } from './feedback-id';
import { awaitedFeedback, awaitedRequest, sentAs, sentInFile, sentInRequest } from './sent-as';

const arrival = (given: Partial<Arrival> = {}): Arrival =>
  ({
    source: { sourceId: 's', timeZone: 'Asia/Shanghai' },
    receivedAt: new Date('2026-05-20T04:00:00.000Z'),
    idempotencyKey: null,
    ...given,
  }) as Arrival;
const item = (given: Partial<GivenItem>): GivenItem => ({
  index: 0,
  value: {},
  faults: null,
  original: () => Buffer.alloc(0),
  ...given,
});
const FAULTS = [{ path: 'text', reason: 'required', detail: 'a text is needed' }];
const FILE = { fileId: 'f'.repeat(64), row: 7 };

test('an item with an externalId awaits the feedback of that name, and nothing older at the source', () => {
  const value = { externalId: 'a', updatedAt: '2026-05-20 11:00' };
  expect(awaitedFeedback(item({ value }), arrival({ idempotencyKey: 'k', requestItems: 1 }))).toEqual({
    awaits: feedbackIdOf('s', 'a'),
    sourceUpdatedAt: '2026-05-20T03:00:00.000Z',
  });
  expect(awaitedFeedback(item({ value: { externalId: 'a', updatedAt: 'soon' } }), arrival())).toEqual({
    awaits: feedbackIdOf('s', 'a'),
  });
});

test.each<[string, Partial<GivenItem>, Partial<Arrival>]>([
  ['without any name', { value: { text: 'a' } }, {}],
  ['that could not be read, whatever it seems to say', { value: { externalId: 'a' }, faults: FAULTS }, {}],
  ['whose externalId is none', { value: { externalId: 5 } }, {}],
  ['that tells of a deletion', { value: { externalId: 'a', deleted: true, text: 'b' } }, {}],
  ['of a request whose size nobody knows any more', { value: null }, { idempotencyKey: 'k' }],
])('an item %s awaits nothing', (_what, given, at) => {
  expect(awaitedFeedback(item(given), arrival(at))).toEqual({});
});

test('a row awaits its externalId or else itself, also when its cells are at fault', () => {
  const row = item({ file: FILE, faults: FAULTS, value: { externalId: 'a' } });
  expect(awaitedFeedback(row, arrival())).toEqual({ awaits: feedbackIdOf('s', 'a') });
  const nameless = item({ file: FILE, faults: FAULTS });
  expect(awaitedFeedback(nameless, arrival())).toEqual({ awaits: sentAs(nameless, arrival())!.item });
});

test('a place in a request is that of requests of the same key and the same size', () => {
  const at = (given: Partial<Arrival>, index = 0) =>
    sentAs({ index }, arrival({ idempotencyKey: 'k', requestItems: 2, ...given }))?.item;
  expect(awaitedFeedback(item({ value: { text: 5 } }), arrival({ idempotencyKey: 'k', requestItems: 2 }))).toEqual({
    awaits: at({}),
  });
  const others = [at({}, 1), at({ requestItems: 1 }), at({ idempotencyKey: 'l' })];
  expect(new Set([at({}), ...others]).size).toBe(4);
});

test('a whole file awaits its rows, and a whole body the items of its request', () => {
  expect(sentAs({ index: 3, file: FILE }, arrival())!.within).toBe(sentInFile('s', FILE));
  const request = arrival({ idempotencyKey: 'k' });
  expect(awaitedRequest(request)).toEqual({ awaits: sentInRequest(request) });
  expect(sentAs({ index: 3 }, request)).toEqual({ within: sentInRequest(request) });
  expect([awaitedRequest(arrival()), sentAs({ index: 0 }, arrival())]).toEqual([{}, undefined]);
});
