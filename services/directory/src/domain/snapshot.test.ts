import { snapshotOf } from './snapshot';

const row = (id: string, active = true) => ({ id, active, record: `record of ${id}` });

test('what is active is published, what was revoked gets a tombstone', () => {
  expect(snapshotOf([row('a'), row('b', false)], new Set(['a', 'b', 'snapshot-complete']))).toEqual({
    records: ['record of a'],
    tombstones: ['b'],
  });
});

test('what the database does not know is taken back', () => {
  expect(snapshotOf([row('a')], new Set(['left-over', 'a']))).toEqual({
    records: ['record of a'],
    tombstones: ['left-over'],
  });
});

test('a revoked row gets its tombstone also when the topic has forgotten it', () => {
  expect(snapshotOf([row('b', false)], new Set())).toEqual({ records: [], tombstones: ['b'] });
});
