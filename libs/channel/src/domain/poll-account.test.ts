import { accountOf, cursorFor, keptAfterFailure } from './poll-account';

const settings = { baseUrl: 'https://vendor.example', pageId: '77', pollSeconds: '60', proxy: 'http://10.0.0.1:3128' };
const account = accountOf(settings, ['pageId']);
const asked = { format: 'comments', account };
const kept = { ...asked, cursor: 900 };

test.each([
  ['another pace', { pollSeconds: '5' }, true],
  ['another proxy', { proxy: '' }, true],
  ['a space behind the id', { pageId: '77 ' }, true],
  ['another page', { pageId: '78' }, false],
  ['another server', { baseUrl: 'https://other.example' }, false],
  ['no address any more', { baseUrl: '' }, false],
])('with %s it is the same list or not: %#', (_what, over, same) =>
  expect(accountOf({ ...settings, ...over }, ['pageId']) === account).toBe(same),
);

test('a poller that comes to name more settings changes nothing where they are not set', () => {
  expect(accountOf(settings, ['region', 'pageId', 'baseUrl'])).toBe(account);
});

test('values do not run into each other', () => {
  expect(accountOf({ a: 'x', b: 'y' }, ['a', 'b'])).not.toBe(accountOf({ a: 'y', b: 'x' }, ['a', 'b']));
});

test.each([
  ['of the same list is asked with', kept, 900],
  ['of another list is not', { ...kept, account: 'another' }, undefined],
  ['of another format is not', { ...kept, format: 'reviews' }, undefined],
  ['that does not say whose it is, is asked with', { format: 'comments', cursor: 900 }, 900],
  ['that there is none of begins', undefined, undefined],
])('a cursor %s', (_what, given, expected) => expect(cursorFor(given, asked)).toBe(expected));

test.each([
  ['of the same list', kept, { account, cursor: 900 }],
  [
    'of another list, until this one has answered',
    { ...kept, account: 'another' },
    { account: 'another', cursor: 900 },
  ],
  ['that does not say whose it is, as this one', { format: 'comments', cursor: 900 }, { account, cursor: 900 }],
  ['but not of another format', { ...kept, format: 'reviews' }, { account }],
  ['and nothing where there was none', undefined, { account }],
])('a question without an answer keeps a cursor %s', (_what, given, expected) =>
  expect(keptAfterFailure(given, asked)).toEqual(expected),
);
