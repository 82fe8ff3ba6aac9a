import { deterministicId, feedbackTakenDown, type Source } from '@hearback/contracts';
import { tellsOfDeletion, toTakenDown } from './to-taken-down';

const arrival = {
  source: { sourceId: 's', timeZone: 'Asia/Shanghai' } as Source,
  format: 'hearback/v1',
  receivedAt: new Date('2026-03-02T00:00:00.000Z'),
  idempotencyKey: null,
  sealing: { identity: { version: 1, key: Buffer.alloc(32) }, contacts: String, originals: String },
  randomId: () => 'never',
};
const given = (value: unknown) => ({ index: 0, value, faults: null, original: () => Buffer.alloc(0) });
const judge = (value: unknown) => toTakenDown(given(value), arrival);

test('what was deleted has the id of its feedback, and the time that the source says', () => {
  const judged = judge({ externalId: 'f-1', deleted: true, updatedAt: '2026-03-02 07:00:00' });
  expect(judged.ok && feedbackTakenDown.schema.parse(judged.value)).toEqual({
    feedbackId: deterministicId('s', 'f-1'),
    sourceId: 's',
    deletedAt: '2026-03-01T23:00:00.000Z',
    observedAt: '2026-03-02T00:00:00.000Z',
  });
});

test('without a time it was deleted when Hearback learned of it', () => {
  expect(judge({ externalId: 'f-1', deleted: true })).toMatchObject({
    value: { deletedAt: '2026-03-02T00:00:00.000Z' },
  });
});

test.each([
  ['words beside it', { externalId: 'f-1', deleted: true, text: '退款' }, 'text: unknown-field'],
  ['no id', { deleted: true }, 'externalId: wrong-type'],
  [
    'a time to come',
    { externalId: 'f-1', deleted: true, updatedAt: '2026-03-03T00:00:00Z' },
    'updatedAt: in-the-future',
  ],
])('%s is refused', (_what, value, expected) => {
  const judged = judge(value);
  expect(judged.ok ? [] : judged.faults.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([expected]);
});

test('a denial is refused', () => {
  expect(judge({ externalId: 'f-1', deleted: false })).toMatchObject({ ok: false, faults: [{ path: 'deleted' }] });
});

test('everything else is something said', () => {
  expect([{ text: '退款' }, null, 'deleted', { deleted: true }].map((value) => tellsOfDeletion(given(value)))).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
