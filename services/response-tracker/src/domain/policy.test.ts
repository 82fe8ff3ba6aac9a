import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySchema } from './policy';

const shipped = JSON.parse(readFileSync(join(__dirname, '..', 'policy', 'bank-promise.json'), 'utf8'));
const withTerms = (terms: object) => ({ version: 'v1', firstReply: { ...shipped.firstReply, ...terms } });

test('the shipped policy is 24 hours with four warnings for every kind and channel', () => {
  expect(policySchema.parse(shipped).firstReply).toEqual({
    lengthSeconds: 86_400,
    warnings: [43_200, 14_400, 3_600, 900],
    kinds: 'all',
    channels: 'all',
  });
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
