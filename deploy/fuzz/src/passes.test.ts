import { passesOf } from './passes';

test('every service is run over once, and each channel once more for its hooks', () => {
  const all = passesOf([]);
  const whole = all.filter(({ sourceId }) => sourceId === undefined).map(({ service }) => service);
  const hooks = all.filter(({ sourceId }) => sourceId !== undefined).map(({ service }) => service);
  expect([whole.length, new Set(whole).size]).toEqual([8, 8]);
  expect(hooks).toEqual(whole.filter((service) => service.startsWith('channel-')));
});

test('only the services that are named are run over', () => {
  expect(passesOf(['cases', 'channel-social'])).toEqual([
    { service: 'channel-social' },
    { service: 'channel-social', sourceId: 'social-mastodon' },
    { service: 'cases' },
  ]);
});
