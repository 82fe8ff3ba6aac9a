import { serviceAddresses } from './service-addresses';

test('without a word, services are on their usual ports of this machine', () => {
  expect(serviceAddresses({}, {})).toMatchObject({
    'channel-hotline': 'http://127.0.0.1:8101',
    'response-tracker': 'http://127.0.0.1:8302',
  });
});

test("a service's own variable comes before the map, the map before the usual port, and a trailing slash is dropped", () => {
  const addresses = serviceAddresses(
    { SERVICE_URL_CHANNEL_HOTLINE: 'http://own:1/' },
    { 'channel-hotline': 'http://map:2', cases: 'http://map:3' },
  );
  expect([addresses['channel-hotline'], addresses.cases, addresses.directory]).toEqual([
    'http://own:1',
    'http://map:3',
    'http://127.0.0.1:8305',
  ]);
});
