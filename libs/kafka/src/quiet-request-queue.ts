// kafkajs 2.2.4 re-arms a timer with a negative delay on every connection for ever, which Node turns into a 1 ms poll:
// about 4 % of a core for an idle producer and consumer, and TimeoutNegativeWarning on newer Node. Upstream issues 1751
// and 1755, pull request 1768 are unmerged. Measured here: see README.md, "Idle cost".
// Remove this file when a kafkajs release schedules the check only while requests are pending.
interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
}

const BUSY_CHECK_MS = 10;

/**
 * Replaces the method by one that does nothing while no request is pending: `push` and every answer call it again, so
 * nothing pending is forgotten. Idempotent; affects every kafkajs client of the process.
 */
export function quietRequestQueue(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- not part of kafkajs' typed surface
  const queueClass = require('kafkajs/src/network/requestQueue') as { prototype: Record<string, unknown> };
  queueClass.prototype['scheduleCheckPendingRequests'] = scheduleCheckPendingRequests;
}

function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  const throttledForMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledForMs > 0 ? throttledForMs : BUSY_CHECK_MS,
  );
}
