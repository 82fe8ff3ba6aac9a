import { policySchema } from './policy';

const bank = {
  version: 'bank-promise-1',
  source: 'The bank’s own promise.',
  firstReply: { lengthSeconds: 86_400, warnings: [43_200, 14_400, 3_600, 900], kinds: 'all', channels: 'all' },
};
const withTerms = (terms: object) => ({ version: 'v1', firstReply: { ...bank.firstReply, ...terms } });

test('the form of before packs is still read', () => {
  expect(policySchema.parse(bank)).toEqual(bank);
});

test.each([
  ['a warning before the start', { lengthSeconds: 10, warnings: [10] }],
  ['the same warning twice', { warnings: [900, 900] }],
  ['no length', { lengthSeconds: 0 }],
  ['an unknown channel', { channels: ['fax'] }],
  ['an unknown word', { lengthHours: 24 }],
])('a policy with %s is refused', (_name, terms) => {
  expect(policySchema.safeParse(withTerms(terms)).success).toBe(false);
});
