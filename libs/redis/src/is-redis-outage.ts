const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);
// ioredis has no error class for these; the words are its own.
const CONNECTION_WORDS =
  /^Connection is closed|^Stream isn't writeable|^Command timed out|^Socket closed|^connect E|Reached the max retries per request/;
// Replies of a server that cannot serve now, or not until someone has changed its settings; the message is not at fault.
const SERVER_WORDS =
  /^(LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF|NOREPLICAS|UNBLOCKED|NOAUTH|WRONGPASS|NOPERM)\b|^ERR max number of clients/;

/** Whether the error says that Redis cannot be used now: to be tried again without end, never held against the message. */
export function isRedisOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && NETWORK_CODES.has(code)) return true;
  if (error.name === 'MaxRetriesPerRequestError' || error.name === 'AbortError') return true;
  return CONNECTION_WORDS.test(error.message) || SERVER_WORDS.test(error.message) || isRedisOutage(error.cause);
}
