import type { SourceView } from './channel-shapes';
import { contentTypeOf, wayOf } from './vendor-address';

const source = (given: Partial<SourceView>) => ({ sourceId: 's1', channel: 'branch', ...given }) as SourceView;
const HERE = 'https://bank.example';

test.each([
  [{}, 'bearer', `${HERE}/api/web-forms/v1/feedback?source=s1`],
  [{ format: 'typeform' }, 'signature', `${HERE}/api/web-forms/v1/hooks/s1`],
  [{ format: 'formbricks' }, 'address', `${HERE}/api/web-forms/v1/hooks/s1/<secret>`],
  [{ format: 'formbricks', secret: 'abc' }, 'address', `${HERE}/api/web-forms/v1/hooks/s1/abc`],
  [{ format: 'in-app-rating', channel: 'app-rating' }, 'bearer', `${HERE}/api/app-ratings/v1/hooks/s1`],
] as const)('%j posts to its address', (given, proof, address) => {
  expect(wayOf(source(given), proof, HERE)).toEqual({ is: 'posted', proof, address, also: false });
});

test('a vendor that is only asked is given no address', () => {
  expect(wayOf(source({ format: 'weibo', channel: 'social' }), 'bearer', HERE)).toEqual({ is: 'asked' });
  const both = wayOf(source({ format: 'mastodon-status', channel: 'social' }), 'bearer', HERE);
  expect(both).toMatchObject({ is: 'posted', also: true });
});

test.each([
  [' {"a":1}', 'application/json'],
  ['[]', 'application/json'],
  ['<rss/>', 'application/xml'],
  ['a=1&b=2', 'application/x-www-form-urlencoded'],
])('the sample %s is %s', (sample, type) => {
  expect(contentTypeOf(sample)).toBe(type);
});
