import { DEFAULT_RETRY, type RetryPolicy } from './retry-delay';

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

export function policyOf(connection: Connection, deadlineMs = DEFAULT_RETRY.deadlineMs): RetryPolicy {
  return { ...DEFAULT_RETRY, deadlineMs, ...connection.retry };
}

export function fetchOf(connection: Connection): (request: Request) => Promise<Response> {
  // Looked up at each call, so that what replaces the global one later is heeded.
  return connection.fetch ?? ((request) => fetch(request));
}

/** Fits Idempotency-Key everywhere: 36 printable characters. */
export function newKey(): string {
  return crypto.randomUUID();
}
