import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { IS_INNER, isAllowedAddress, isAllowedName, isInnerAddress } from '@hearback/config';
import { VendorAddressRefused } from '../vendor-unreachable';
import type { Reach } from './reach';

/**
 * Looks a host up for one connection. The addresses that are checked are those that the connection is made to: a name that
 * means something else a moment later changes nothing. One inner address among them refuses all. A host that is written as
 * an address is never looked up; vendorUrl and proxyUrl judge those.
 */
export function checkedLookup(reach: Reach, called: 'the base address' | 'the proxy'): LookupFunction {
  return (hostname, { all, family }, callback) => {
    checked(reach, hostname, called).then(
      (addresses) => {
        if (all) return callback(null, addresses);
        const wanted = addresses.find((one) => !family || one.family === family) ?? addresses[0]!;
        callback(null, wanted.address, wanted.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

async function checked({ addressesOf, inner }: Reach, hostname: string, called: string): Promise<LookupAddress[]> {
  const addresses = await addressesOf(hostname);
  if (isAllowedName(hostname, inner)) return addresses;
  if (addresses.some(({ address }) => isInnerAddress(address) && !isAllowedAddress(address, inner)))
    throw new VendorAddressRefused(`${called} ${IS_INNER}`);
  return addresses;
}
