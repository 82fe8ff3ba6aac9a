import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import { NO_INNER_HOSTS, type InnerHosts } from '@hearback/config';
import type { AllowedUrls } from '../domain/vendor-url';

/** How far the addresses of sources reach. */
export interface Reach extends AllowedUrls {
  /**
   * All addresses of a host.
   * @throws Error with the `code` of the resolver when there are none
   */
  addressesOf(hostname: string): Promise<LookupAddress[]>;
}

/** What of the environment says how far sources reach. */
export interface ReachEnv {
  /** Vendors may be called without TLS; for tests and closed networks. */
  ALLOW_PLAIN_HTTP?: boolean | undefined;
  /** What of this machine and of private networks may be called. */
  ALLOW_PRIVATE_ADDRESSES?: InnerHosts | undefined;
  /** Name servers, each an address with a port or without; those of the machine when there are none. */
  DNS_SERVERS?: string[] | undefined;
}

export function reachOf(env: ReachEnv): Reach {
  const { ALLOW_PLAIN_HTTP = false, ALLOW_PRIVATE_ADDRESSES = NO_INNER_HOSTS, DNS_SERVERS = [] } = env;
  return {
    allowPlainHttp: ALLOW_PLAIN_HTTP,
    inner: ALLOW_PRIVATE_ADDRESSES,
    addressesOf: DNS_SERVERS.length > 0 ? askedOf(DNS_SERVERS) : (hostname) => lookup(hostname, { all: true }),
  };
}

function askedOf(servers: readonly string[]): Reach['addressesOf'] {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers(servers);
  return async (hostname) => {
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = [...told(four, 4), ...told(six, 6)];
    if (addresses.length === 0) throw four.status === 'rejected' ? four.reason : new Error('no address');
    return addresses;
  };
}

// A host that has no addresses of one kind is an error to the resolver.
function told(result: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return result.status === 'fulfilled' ? result.value.map((address) => ({ address, family })) : [];
}
