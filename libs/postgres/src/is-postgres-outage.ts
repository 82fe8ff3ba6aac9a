// SQLSTATE classes: connection, serialization and deadlock, resources, operator intervention; then single states:
// lock not available, read-only (a standby or a full disk), session ended for idling.
const OUTAGE_CLASSES = ['08', '40', '53', '57'];
const OUTAGE_STATES = new Set(['55P03', '25006', '25P03']);
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
// The driver gives these no code.
const DRIVER_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

/**
 * True when PostgreSQL, not the statement, is the trouble: trying again later is right, however long it takes. Looks
 * through `cause` and the parts of an AggregateError.
 */
export function isPostgresOutage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause, errors } = error as Partial<NodeJS.ErrnoException & AggregateError>;
  if (Array.isArray(errors) && errors.some(isPostgresOutage)) return true;
  if (typeof code === 'string' && isOutageCode(code)) return true;
  return (typeof message === 'string' && DRIVER_MESSAGES.test(message)) || isPostgresOutage(cause);
}

function isOutageCode(code: string): boolean {
  if (NETWORK_CODES.has(code) || OUTAGE_STATES.has(code)) return true;
  return code.length === 5 && OUTAGE_CLASSES.includes(code.slice(0, 2));
}
