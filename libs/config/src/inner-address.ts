import type { BlockList } from 'node:net';
import { isIP } from 'node:net';
import { entriesOf, holds, isNetwork, networksOf } from './network-list';

/** Inner hosts that sources may name all the same, because the operator says so. */
export interface InnerHosts {
  /** Whatever their addresses are. */
  names: ReadonlySet<string>;
  /** Whatever they are called. */
  networks: BlockList;
}

/** What is wrong with an inner address and what would be right. Not where it leads: who has set it may be guessing. */
export const IS_INNER =
  'leads to this machine or a private network; expected a public address, or one of ALLOW_PRIVATE_ADDRESSES';

/** Nothing inner may be called. */
export const NO_INNER_HOSTS: InnerHosts = { names: new Set(), networks: networksOf([]) };

/** https://www.iana.org/assignments/iana-ipv4-special-registry: whatever is not one host of the public internet. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** What of the public IPv6 addresses is none, or stands for an IPv4 address that nobody has looked at (Teredo, 6to4). */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
/** Public IPv4 addresses as a network that has IPv6 only writes them (NAT64), so the IPv4 in it is looked at. */
const NAT64 = '64:ff9b::';
const NAT64_BITS = 96;

const SPECIAL = networksOf([...SPECIAL_IPV4, ...SPECIAL_IPV6, ...SPECIAL_IPV4.map(inNat64)]);
const PUBLIC_IPV6 = networksOf(['2000::/3', `${NAT64}/${NAT64_BITS}`]);

function inNat64(network: string): string {
  const [address, prefix] = network.split('/') as [string, string];
  return `${NAT64}${address}/${NAT64_BITS + Number(prefix)}`;
}

/** Whether an IP address is this machine, a private network, or anything else but one host of the public internet. */
export function isInnerAddress(address: string): boolean {
  const plain = withoutZone(address);
  // All else of IPv6 is inner: loopback, link-local, unique-local, and IPv4 that is written as IPv6.
  if (isIP(plain) === 6 && !holds(PUBLIC_IPV6, plain)) return true;
  return isIP(plain) === 0 || holds(SPECIAL, plain);
}

/** Whether the address may be called although it is inner. */
export function isAllowedAddress(address: string, { networks }: InnerHosts): boolean {
  return holds(networks, withoutZone(address));
}

/** Whether the operator names this host; its addresses do not matter then. */
export function isAllowedName(hostname: string, { names }: InnerHosts): boolean {
  return names.has(bare(hostname));
}

const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Whether the host of a URL (`hostname`, which has every spelling of an IPv4 address in its usual one) is inner by what is
 * written there, and not allowed. Where another name leads, only a connection can tell.
 */
export function isInnerHost(hostname: string, allowed: InnerHosts): boolean {
  const host = bare(hostname);
  if (isAllowedName(host, allowed)) return false;
  if (isIP(host) !== 0) return isInnerAddress(host) && !isAllowedAddress(host, allowed);
  const isLocal = host === 'localhost' || host.endsWith('.localhost');
  return isLocal && !LOOPBACK.some((address) => isAllowedAddress(address, allowed));
}

const NAME = /^(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/i;
/** Read as an address by URLs: a name that ends so would never be met. */
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[0-9a-f]*)$/i;

/** Whether a list, separated by commas, holds addresses, networks such as 10.0.0.0/8, and names of hosts only. */
export function isInnerHostList(list: string): boolean {
  return entriesOf(list).every((entry) => isNetwork(entry) || (NAME.test(entry) && !ENDS_IN_NUMBER.test(entry)));
}

/** The hosts of a list that `isInnerHostList` has let through. */
export function innerHosts(list: string): InnerHosts {
  const entries = entriesOf(list);
  return {
    names: new Set(entries.filter((entry) => !isNetwork(entry)).map(bare)),
    networks: networksOf(entries.filter(isNetwork)),
  };
}

function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}
