export type VendorUrl = { ok: true; url: URL } | { ok: false; why: string };

const WHOLE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * The address of a call to a vendor: `path` after the base address, or a whole address below it. Credentials go along with
 * every call, so nothing that a vendor says (a link to the next page) may lead elsewhere.
 */
export function vendorUrl(base: string, path: string, allowed: { allowPlainHttp: boolean }): VendorUrl {
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
  allowed: { allowPlainHttp: boolean },
): VendorUrl {
  const first = vendorUrl(base, path, allowed);
  if (first.ok || !WHOLE.test(path)) return first;
  return further.map((other) => vendorUrl(other, path, allowed)).find(({ ok }) => ok) ?? first;
}

function baseFault(root: URL | null, { allowPlainHttp }: { allowPlainHttp: boolean }): string | null {
  if (!root || !/^https?:$/.test(root.protocol)) return 'the base address is no HTTP address';
  if (root.username || root.password) return 'the base address holds a password';
  const plain = root.protocol === 'http:' && !allowPlainHttp && !isLoopback(root.hostname);
  return plain ? 'the base address is not HTTPS' : null;
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
