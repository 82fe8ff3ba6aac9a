import { DEFAULT_RETRY, type RetryPolicy } from './retry-delay';
import { settingsOf } from './settings';

/** Where a service is, and who asks. */
export interface Connection {
  /** The service's address, such as `http://localhost:8103`, or through the console `https://<console>/api/web-forms`. */
  url: string;
  apiKey: string;
  /** What differs from DEFAULT_RETRY. */
  retry?: Partial<RetryPolicy>;
  /** Another `fetch`, for instance one that goes through a proxy. */
  fetch?: (request: Request) => Promise<Response>;
}

/** @throws RangeError for a policy that could not end, or not begin */
export function policyOf(connection: Connection, deadlineMs = DEFAULT_RETRY.deadlineMs): RetryPolicy {
  const least = { deadlineMs: 0, attemptMs: 1, firstDelayMs: 0, longestDelayMs: 0 } as const;
  return settingsOf({ ...DEFAULT_RETRY, deadlineMs }, connection.retry, least);
}

export function fetchOf(connection: Connection): (request: Request) => Promise<Response> {
  // Looked up at each call, so that what replaces the global one later is heeded.
  return connection.fetch ?? ((request) => fetch(request));
}

/**
 * The address without a slash at its end.
 * @throws TypeError for one without a scheme, which fetch would take for a service that is away
 */
export function addressOf({ url }: Connection): string {
  // A path alone is one in a browser. Without a host, what follows would be taken for it, and given the key.
  if (!/^(https?:\/\/[^/]|\/(?!\/))/i.test(url))
    throw new TypeError('the url must begin with http:// or https://, and name a host');
  return url.replace(/\/+$/, '');
}

/**
 * The Authorization header.
 * @throws TypeError for a key that no header carries; without the key, which fetch's own error would show to every log
 */
export function authorizationOf({ apiKey }: Connection): string {
  if (/[^\x20-\x7e]/.test(apiKey.trim())) throw new TypeError('the apiKey has characters that no header can carry');
  return `Bearer ${apiKey.trim()}`;
}

/** Fits Idempotency-Key everywhere: 36 printable characters. */
export function newKey(): string {
  return crypto.randomUUID();
}
