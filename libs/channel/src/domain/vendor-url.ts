import { IS_INNER, isInnerHost, type InnerHosts } from '@hearback/config';

/** What an operator allows beyond HTTPS to public addresses. */
export interface AllowedUrls {
  allowPlainHttp: boolean;
  inner: InnerHosts;
}

export type VendorUrl = { ok: true; url: URL } | { ok: false; why: string };

const WHOLE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * The address of a call to a vendor: `path` after the base address, or a whole address below it. Credentials go along with
 * every call, so nothing that a vendor says (a link to the next page) may lead elsewhere.
 */
export function vendorUrl(base: string, path: string, allowed: AllowedUrls): VendorUrl {
  const root = parsed(base.endsWith('/') ? base : `${base}/`);
  const why = baseFault(root, allowed);
  if (why !== null || !root) return { ok: false, why: why ?? '' };
  const url = WHOLE.test(path) ? parsed(path) : parsed(`${root.href}${path.replace(/^\/+/, '')}`);
  if (!url || url.origin !== root.origin || !below(root, url))
    return { ok: false, why: 'the address is not below the base address' };
  return { ok: true, url };
}

/** As vendorUrl, for a vendor that has several addresses; only a whole address is looked for below the further ones. */
export function vendorUrlAmong(
  [base, ...further]: readonly [string, ...string[]],
  path: string,
  allowed: AllowedUrls,
): VendorUrl {
  const first = vendorUrl(base, path, allowed);
  if (first.ok || !WHOLE.test(path)) return first;
  return further.map((other) => vendorUrl(other, path, allowed)).find(({ ok }) => ok) ?? first;
}

function baseFault(root: URL | null, { allowPlainHttp, inner }: AllowedUrls): string | null {
  if (!root || !/^https?:$/.test(root.protocol)) return 'the base address is no HTTP address';
  if (root.username || root.password) return 'the base address holds a password';
  if (isInnerHost(root.hostname, inner)) return `the base address ${IS_INNER}`;
  const plain = root.protocol === 'http:' && !allowPlainHttp && !isLoopback(root.hostname);
  return plain ? 'the base address is not HTTPS' : null;
}

/** The address of the proxy that calls go through, or why it may not be one. */
export function proxyUrl(proxy: string, { inner }: Pick<AllowedUrls, 'inner'>): VendorUrl {
  const url = parsed(proxy);
  if (!url || !/^https?:$/.test(url.protocol)) return { ok: false, why: 'the proxy is no HTTP address' };
  return isInnerHost(url.hostname, inner) ? { ok: false, why: `the proxy ${IS_INNER}` } : { ok: true, url };
}

/** Whether a host is this machine; what goes there crosses no network. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function below(root: URL, url: URL): boolean {
  return url.pathname.startsWith(root.pathname) || `${url.pathname}/` === root.pathname;
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
