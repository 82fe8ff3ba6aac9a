export type VendorUrl = { ok: true; url: URL } | { ok: false; why: string };

const WHOLE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * The address of a call to a vendor: `path` after the base address, or a whole address below it. Credentials go along with
 * every call, so nothing that a vendor says (a link to the next page) may lead elsewhere.
 */
export function vendorUrl(base: string, path: string, { allowPlainHttp }: { allowPlainHttp: boolean }): VendorUrl {
  const root = parsed(base.endsWith('/') ? base : `${base}/`);
  if (!root || !/^https?:$/.test(root.protocol)) return { ok: false, why: 'the base address is no HTTP address' };
  if (root.username || root.password) return { ok: false, why: 'the base address holds a password' };
  if (root.protocol === 'http:' && !allowPlainHttp && !isLoopback(root.hostname))
    return { ok: false, why: 'the base address is not HTTPS' };
  const url = WHOLE.test(path) ? parsed(path) : parsed(`${root.href}${path.replace(/^\/+/, '')}`);
  if (!url || url.origin !== root.origin || !below(root, url))
    return { ok: false, why: 'the address is not below the base address' };
  return { ok: true, url };
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
