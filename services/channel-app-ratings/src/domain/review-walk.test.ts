import { abandonRound, afterPage, walkOn } from './review-walk';

const now = new Date('2026-03-10T12:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const items = (...times: string[]) => times.map((updatedAt) => ({ value: { updatedAt } }));

test('the first round goes back as far as the source says', () => {
  expect(walkOn(null, now, 14)).toMatchObject({ next: null, until: '2026-02-24T12:00:00.000Z', deep: true });
});

test('a cursor that nobody understands begins anew', () => {
  expect(walkOn({ page: 3 }, now, 14)).toEqual(walkOn(undefined, now, 14));
});

test('a round goes on, page by page, until all of a page is older than its end', () => {
  const first = afterPage(walkOn(null, now, 14), { items: items('2026-03-10T11:00:00Z'), next: 'p2' });
  expect(first).toMatchObject({ more: true, cursor: { next: 'p2', newest: null, seen: '2026-03-10T11:00:00.000Z' } });
  const second = afterPage(walkOn(first.cursor, later(1), 14), {
    items: items('2026-02-25T00:00:00Z', '2026-01-01T00:00:00Z'),
    next: 'p3',
  });
  expect(second).toMatchObject({ more: true, cursor: { next: 'p3' } });
  const third = afterPage(walkOn(second.cursor, later(2), 14), { items: items('2026-02-20T00:00:00Z'), next: 'p4' });
  expect(third).toMatchObject({
    more: false,
    cursor: { newest: '2026-03-10T11:00:00.000Z', deepAt: '2026-03-10T12:00:00.000Z' },
  });
});

test('a short round overlaps what was seen, and once an hour a round goes all the way back', () => {
  const { cursor } = afterPage(walkOn(null, now, 14), { items: items('2026-03-10T11:00:00Z'), next: null });
  expect(walkOn(cursor, later(10), 14)).toMatchObject({ until: '2026-03-08T11:00:00.000Z', deep: false });
  expect(walkOn(cursor, later(60), 14)).toMatchObject({ until: '2026-02-24T13:00:00.000Z', deep: true });
});

test('after a long silence a round goes back to the last one, however long ago', () => {
  const { cursor } = afterPage(walkOn(null, now, 14), { items: items('2026-03-10T11:00:00Z'), next: null });
  expect(walkOn(cursor, new Date('2026-06-01T00:00:00Z'), 14).until).toBe('2026-03-08T11:00:00.000Z');
});

test('a round that broke off moves nothing', () => {
  const { cursor } = afterPage(walkOn(null, now, 14), { items: items('2026-03-10T11:00:00Z'), next: 'p2' });
  expect(abandonRound(walkOn(cursor, later(1), 14))).toEqual({ newest: null, deepAt: null });
});

test('a review from the future hides nothing', () => {
  const { cursor } = afterPage(walkOn(null, now, 14), { items: items('2031-01-01T00:00:00Z'), next: null });
  expect(cursor.newest).toBe(now.toISOString());
});

test('a list that names the same page again comes to an end', () => {
  const { cursor } = afterPage(walkOn(null, now, 14), { items: [], next: 'p2' });
  expect(afterPage(walkOn(cursor, now, 14), { items: [], next: 'p2' }).more).toBe(false);
});

test('a page on which nothing could be read is passed over', () => {
  const page = { items: [{ value: null, faults: [] }], next: 'p2' };
  expect(afterPage(walkOn(null, now, 14), page)).toMatchObject({ more: true, cursor: { seen: null } });
});

test('between rounds that find nothing new the cursor stays as it is', () => {
  const page = { items: items('2026-03-10T11:00:00Z'), next: null };
  const { cursor } = afterPage(walkOn(null, now, 14), page);
  expect(afterPage(walkOn(cursor, later(10), 14), page).cursor).toEqual(cursor);
});
