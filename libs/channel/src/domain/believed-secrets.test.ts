import { sourceSchema } from '@hearback/contracts';
import { believedSecrets } from './believed-secrets';

const source = (over: object) =>
  sourceSchema.parse({
    kind: 'source',
    sourceId: 's',
    channel: 'web-form',
    name: 's',
    isDefault: false,
    rate: { itemsPerSecond: 1, burst: 1 },
    changedAt: '2026-03-01T00:00:00.000Z',
    ...over,
  });
const until = '2026-03-02T00:00:00.000Z';
const two = source({ secretsEncrypted: [{ sealed: 'new' }, { sealed: 'old', until }] });

test.each([
  ['both hold during the overlap', '2026-03-01T23:59:59.999Z', ['new', 'old']],
  ['the older one ends at its time, not after it', until, ['new']],
])('%s', (_name, now, sealed) => {
  expect(believedSecrets(two, new Date(now)).map((secret) => secret.sealed)).toEqual(sealed);
});

test('one secret as it was published before is believed, unless there is a list', () => {
  const now = new Date(until);
  expect(believedSecrets(source({ secretEncrypted: 'one' }), now)).toEqual([{ sealed: 'one' }]);
  expect(believedSecrets(source({ secretEncrypted: 'one', secretsEncrypted: [{ sealed: 'a' }] }), now)).toEqual([
    { sealed: 'a' },
  ]);
  expect(believedSecrets(source({}), now)).toEqual([]);
});
