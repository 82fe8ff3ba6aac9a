import { addressOf, caseAddress, pageAddress } from './use-address';

test.each([
  ['', { page: 'board', caseId: null }],
  ['#/', { page: 'board', caseId: null }],
  ['#/cases/c1', { page: 'board', caseId: 'c1' }],
  ['#/promises', { page: 'promises', caseId: null }],
  ['#/promises/', { page: 'promises', caseId: null }],
  ['#/promises/cases/c1', { page: 'promises', caseId: 'c1' }],
  ['#/call-backs', { page: 'call-backs', caseId: null }],
  ['#/call-backs/cases/c1', { page: 'call-backs', caseId: 'c1' }],
  ['#/somewhere', { page: 'board', caseId: null }],
])('the address %s is %j', (hash, address) => {
  expect(addressOf(hash)).toEqual(address);
});

test('what is written as an address is read as the same', () => {
  expect(addressOf(caseAddress('a/b', 'promises'))).toEqual({ page: 'promises', caseId: 'a/b' });
  expect(addressOf(caseAddress('c1', 'board'))).toEqual({ page: 'board', caseId: 'c1' });
  expect(addressOf(caseAddress('c1', 'call-backs'))).toEqual({ page: 'call-backs', caseId: 'c1' });
  expect(addressOf(pageAddress('promises'))).toEqual({ page: 'promises', caseId: null });
});
