import { isIP, isIPv6, type BlockList } from 'node:net';
import { entriesOf, holds, isNetwork, networksOf } from '@hearback/config';

/** The front doors whose word on who called is believed: addresses and networks such as 10.0.0.0/8. */
export type TrustedProxies = BlockList;

/** Whether a list separated by commas holds addresses and networks only. */
export function isProxyList(list: string): boolean {
  return entriesOf(list).every(isNetwork);
}

/** The proxies of a list that `isProxyList` has let through. */
export function trustedProxies(list: string): TrustedProxies {
  return networksOf(entriesOf(list));
}

/**
 * Who called: the socket's own address or, behind trusted proxies, the nearest address in X-Forwarded-For that is none of them.
 * What stands left of that was written by strangers.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = plain(socketAddress ?? '');
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()));
  while (isTrusted(address, trusted) && hops.length > 0) {
    const next = hops.pop()!;
    if (isIP(next) === 0) break;
    address = next;
  }
  return address;
}

/** Addresses that one visitor changes at will count as one: an IPv6 network of 64 bits. */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = '', right] = address.toLowerCase().split('%')[0]!.split('::');
  const head = left === '' ? [] : left.split(':');
  const tail = right ? right.split(':') : [];
  const missing = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  const network = groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  return isIP(address) !== 0 && holds(trusted, address);
}

// A socket that listens on both families writes IPv4 as ::ffff:192.0.2.1; some proxies write a port behind the address.
function plain(address: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  return bare.replace(/^::ffff:(?=\d+\.)/i, '');
}
