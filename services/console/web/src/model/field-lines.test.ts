import { changeLines, fieldLines } from './field-lines';

test('fields are named by where they lie; what says nothing is left out', () => {
  const fields = {
    text: '排队',
    rating: { stars: 2 },
    title: null,
    customer: { identities: ['phone', 'email'] },
    list: [],
  };
  expect(fieldLines({ ...fields, occurredAt: '2026-03-01T08:00:00Z', receivedAt: 'soon' })).toEqual([
    { path: 'text', is: 'text', text: '排队' },
    { path: 'rating.stars', is: 'text', text: '2' },
    { path: 'customer.identities', is: 'text', text: 'phone, email' },
    { path: 'occurredAt', is: 'time', text: '2026-03-01T08:00:00Z' },
    { path: 'receivedAt', is: 'text', text: 'soon' },
  ]);
  expect(fieldLines({ secrets: [{ until: null }, { until: '2026-03-01T08:00:00Z' }] })).toEqual([
    { path: 'secrets.1.until', is: 'time', text: '2026-03-01T08:00:00Z' },
  ]);
});

test('a change tells each field that became another, came or went', () => {
  const lines = changeLines({ mapping: { q1: 'title', q2: 'text' } }, { mapping: { q1: 'text', q3: 'branch' } });
  expect(lines.map(({ path, before, after }) => [path, before?.text, after?.text])).toEqual([
    ['mapping.q1', 'title', 'text'],
    ['mapping.q2', 'text', undefined],
    ['mapping.q3', undefined, 'branch'],
  ]);
});
