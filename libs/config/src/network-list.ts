import { BlockList, isIP } from 'node:net';

/** The entries of a list that is separated by commas. */
export function entriesOf(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Whether it is an address, or a network such as 10.0.0.0/8. */
export function isNetwork(entry: string): boolean {
  const [address, prefix, ...more] = entry.split('/') as [string, string?, ...string[]];
  const bits = isIP(address) === 6 ? 128 : 32;
  const fits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  return isIP(address) !== 0 && !address.includes('%') && fits && more.length === 0;
}

/** The addresses of entries that `isNetwork` has let through. */
export function networksOf(entries: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const entry of entries) {
    const [address, prefix] = entry.split('/') as [string, string?];
    const family = familyOf(address);
    if (prefix === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(prefix), family);
  }
  return networks;
}

/** Whether a list holds an address; one that is written as IPv6 but means IPv4 (::ffff:…) is looked for as both. */
export function holds(networks: BlockList, address: string): boolean {
  return networks.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
