import { IS_INNER, NO_INNER_HOSTS, outboundEnv } from '@hearback/config';
import { addressFaults } from './address-faults';

test.each(['baseUrl', 'loginUrl', 'streamUrl', 'replyUrl', 'proxy'])('the setting %s may not be inner', (setting) => {
  const faultOf = (host: string) => addressFaults({ [setting]: `https://${host}:8443/x` }, NO_INNER_HOSTS);
  const hosts = ['localhost', '127.0.0.1', '2130706433', '0x7f.1', '0177.1', '[::1]', '[::ffff:127.0.0.1]', '10.1.2.3'];
  for (const host of [...hosts, '169.254.169.254', '[fd00::1]', '[fe80::1]'])
    expect([host, faultOf(host)]).toEqual([host, [{ setting, detail: IS_INNER }]]);
  expect(faultOf('api.vendor.example')).toEqual([]);
});

test('what an operator allows may be an address, and other settings are none of it', () => {
  const { ALLOW_PRIVATE_ADDRESSES } = outboundEnv.parse({ ALLOW_PRIVATE_ADDRESSES: '10.2.0.0/16,gateway.bank' });
  const settings = { baseUrl: 'https://10.2.0.7', proxy: 'http://a:b@gateway.bank:3128', path: 'http://127.0.0.1' };
  expect(addressFaults(settings, ALLOW_PRIVATE_ADDRESSES)).toEqual([]);
});

test.each(['', 'vendor', 'ftp://vendor.example', 'file:///etc/passwd', 'proxy.bank.example:3128'])(
  'that %j is no address of a source is said',
  (baseUrl) =>
    expect(addressFaults({ baseUrl }, NO_INNER_HOSTS)).toEqual([
      { setting: 'baseUrl', detail: 'expected an HTTPS address' },
    ]),
);
