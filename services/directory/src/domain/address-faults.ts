import { IS_INNER, isInnerHost, type InnerHosts } from '@hearback/config';

/** What is wrong with an address that a source is to have. */
export interface AddressFault {
  setting: string;
  /** What was expected. */
  detail: string;
}

/** Settings that channel services call. */
const ADDRESSES = ['baseUrl', 'loginUrl', 'streamUrl', 'replyUrl', 'proxy'];

/**
 * The addresses that no source may have: none at all, or one that is inner by what is written there. Where a name leads is
 * judged at every connection, because it may lead elsewhere by then.
 */
export function addressFaults(settings: Readonly<Record<string, string>>, allowed: InnerHosts): AddressFault[] {
  return ADDRESSES.flatMap((setting) => {
    const address = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
    const detail = address === undefined ? null : faultOf(address, allowed);
    return detail === null ? [] : [{ setting, detail }];
  });
}

function faultOf(address: string, allowed: InnerHosts): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return 'expected an HTTPS address';
  return isInnerHost(url.hostname, allowed) ? IS_INNER : null;
}
