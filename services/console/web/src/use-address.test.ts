import { addressOf, caseAddress, pageAddress, refusalAddress, sourceAddress } from './use-address';

const NOWHERE = { caseId: null, item: null, sourceId: null };

test.each([
  ['', { page: 'board' }],
  ['#/', { page: 'board' }],
  ['#/cases/c1', { page: 'board', caseId: 'c1' }],
  ['#/promises', { page: 'promises' }],
  ['#/promises/', { page: 'promises' }],
  ['#/promises/cases/c1', { page: 'promises', caseId: 'c1' }],
  ['#/call-backs', { page: 'call-backs' }],
  ['#/call-backs/cases/c1', { page: 'call-backs', caseId: 'c1' }],
  ['#/channels', { page: 'channels' }],
  ['#/channels/web-form-1', { page: 'channels', item: 'web-form-1' }],
  ['#/refused?source=web-form-1', { page: 'refused', sourceId: 'web-form-1' }],
  ['#/somewhere', { page: 'board' }],
])('the address %s is %j', (hash, address) => {
  expect(addressOf(hash)).toEqual({ ...NOWHERE, ...address });
});

test('what is written as an address is read as the same', () => {
  expect(addressOf(caseAddress('a/b', 'promises'))).toEqual({ ...NOWHERE, page: 'promises', caseId: 'a/b' });
  expect(addressOf(caseAddress('c1', 'call-backs'))).toEqual({ ...NOWHERE, page: 'call-backs', caseId: 'c1' });
  expect(addressOf(caseAddress('c1', 'refused'))).toEqual({ ...NOWHERE, page: 'board', caseId: 'c1' });
  expect(addressOf(pageAddress('promises'))).toEqual({ ...NOWHERE, page: 'promises' });
  expect(addressOf(sourceAddress('cases'))).toEqual({ ...NOWHERE, page: 'channels', item: 'cases' });
  expect(addressOf(refusalAddress('r 1', 's'))).toEqual({ ...NOWHERE, page: 'refused', item: 'r 1', sourceId: 's' });
  expect(addressOf(refusalAddress(null, null))).toEqual({ ...NOWHERE, page: 'refused' });
});
