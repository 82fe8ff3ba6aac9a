import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isInnerAddress, readEnv } from '@hearback/config';
import { channelEnv } from '../src/channel-env';
import { reachOf, type Reach } from '../src/io/reach';
import { openVendor, vendorHttp } from '../src/io/vendor-http';
import { VendorAddressRefused, VendorUnreachable } from '../src/vendor-unreachable';
import { dnsServer, type DnsServer } from './dns-server';

/** Listens on every address of this machine; nothing may come. */
let canary: Server;
/** The address of this machine that each connection was made to. */
const came: (string | undefined)[] = [];
let port: number;
let dns: DnsServer;

beforeAll(async () => {
  dns = await dnsServer();
  canary = createServer((_, response) => response.end('inner secret'));
  canary.on('connection', ({ localAddress }) => came.push(localAddress?.replace('::ffff:', '')));
  canary.listen(0);
  await once(canary, 'listening');
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => {
  dns.stop();
  canary.closeAllConnections();
  canary.close();
});
beforeEach(() => came.splice(0));

/** As a channel service has it of its environment. */
function reachWith(allowed: string): Reach {
  const required = { KAFKA_BROKERS: 'kafka:9092', HEARBACK_SECRET: '0123456789abcdef0123456789abcdef' };
  const given = { ALLOW_PLAIN_HTTP: 'true', ALLOW_PRIVATE_ADDRESSES: allowed, DNS_SERVERS: dns.address };
  return reachOf(readEnv(channelEnv('channel-social'), { ...required, ...given }));
}

const { signal } = new AbortController();
const call = { method: 'GET', path: '' } as const;

/** Every way in which a channel service calls an address: poll, fetch, reply, stream, and through a proxy. */
const ways = (host: string, reach: Reach): [string, () => Promise<unknown>][] => {
  const baseUrl = `http://${host}:${port}`;
  return [
    ['once', () => vendorHttp({ baseUrl, reach, signal }).request(call)],
    ['over kept connections', () => vendorHttp({ baseUrl, reach, signal, keepAlive: true }).request(call)],
    ['with TLS', () => vendorHttp({ baseUrl: `https://${host}:${port}`, reach, signal }).request(call)],
    ['as a stream', () => openVendor({ baseUrl, reach, signal }, call)],
    ['as a proxy', () => vendorHttp({ baseUrl: 'https://8.8.8.8', proxy: baseUrl, reach, signal }).request(call)],
    ['as a proxy of a stream', () => openVendor({ baseUrl: 'https://8.8.8.8', proxy: baseUrl, reach, signal }, call)],
  ];
};

async function refusalsOf(host: string, reach: Reach): Promise<string[]> {
  const texts: string[] = [];
  for (const [, way] of ways(host, reach)) {
    const error: unknown = await way().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(VendorAddressRefused);
    texts.push((error as Error).message);
  }
  return texts;
}

test.each([
  ...['127.0.0.1', 'localhost', 'LOCALHOST.', '127.1', '2130706433', '0x7f.1', '0x7f000001', '0177.0.0.1', '0.0.0.0'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '169.254.169.254', '10.0.0.1'],
])('%s is refused on every way, and nothing listens in vain', async (host) => {
  for (const text of await refusalsOf(host, reachWith('')))
    expect(text).toMatch(
      /^the (base address|proxy) leads to this machine or a private network; expected a public address/,
    );
  expect([came, dns.asked()]).toEqual([[], 0]);
});

test.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['fd00::1'], ['8.8.8.8', '127.0.0.1']])(
  'a name that leads to %s is refused on every way, and the answer does not say where it leads',
  async (...addresses) => {
    dns.say(...addresses);
    for (const text of await refusalsOf('vendor.example', reachWith(''))) {
      expect(text).toContain('expected a public address, or one of ALLOW_PRIVATE_ADDRESSES');
      expect(addresses.some((address) => text.includes(address))).toBe(false);
    }
    expect(came).toEqual([]);
  },
);

test('a name that was public when the source was saved and is inner when it is called gets nothing', async () => {
  const reach = reachWith('');
  dns.say('8.8.8.8');
  const [saved] = await reach.addressesOf('rebound.example');
  expect([saved?.address, isInnerAddress(saved!.address)]).toEqual(['8.8.8.8', false]);
  dns.say('127.0.0.1');
  await refusalsOf('rebound.example', reach);
  expect(came).toEqual([]);
});

test('a connection is made to the address that was checked, and the next one is checked anew', async () => {
  const http = vendorHttp({ baseUrl: `http://gateway.example:${port}`, reach: reachWith('127.0.0.1'), signal });
  dns.say('127.0.0.1');
  const before = dns.asked();
  expect((await http.request(call)).body.toString()).toBe('inner secret');
  // One question for each kind of address: nothing is looked up between the check and the connection.
  expect(dns.asked() - before).toBe(2);
  dns.say('127.0.0.2');
  await expect(http.request(call)).rejects.toThrow(VendorAddressRefused);
  expect(came).toEqual(['127.0.0.1']);
});

test('a name that the operator allows is called wherever it leads, another name is not', async () => {
  dns.say('127.0.0.1');
  const reach = reachWith('gateway.bank.example');
  const to = (host: string) => vendorHttp({ baseUrl: `http://${host}:${port}`, reach, signal }).request(call);
  expect((await to('gateway.bank.example')).status).toBe(200);
  await expect(to('other.bank.example')).rejects.toThrow(VendorAddressRefused);
  expect(came).toEqual(['127.0.0.1']);
});

test('a name that has no address is a vendor out of reach, not a refusal', async () => {
  dns.say();
  const asked = vendorHttp({ baseUrl: 'https://nowhere.example', reach: reachWith(''), signal }).request(call);
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  expect([error, (error as Error).message]).toEqual([expect.any(VendorUnreachable), 'no connection (ENODATA)']);
});
