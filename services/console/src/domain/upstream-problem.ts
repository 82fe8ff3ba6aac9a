import type { Problem } from '@hearback/contracts';

// The request never reached the service: nothing happened, and trying again is safe.
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TOO_SLOW = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * What to answer when a service behind the front door does not. 503: it was not reached. 502 and 504: it may have acted,
 * so only a request with an idempotency key is safe to repeat.
 */
export function upstreamProblem(service: string, code: string | undefined): Pick<Problem, 'type' | 'title' | 'status'> {
  if (code !== undefined && NOT_REACHED.has(code))
    return { type: '/problems/service-down', title: `${service} cannot be reached now`, status: 503 };
  if (code !== undefined && TOO_SLOW.has(code))
    return { type: '/problems/service-slow', title: `${service} did not answer in time`, status: 504 };
  return { type: '/problems/service-broke-off', title: `${service} broke off without an answer`, status: 502 };
}
